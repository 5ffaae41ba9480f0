import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { headAt, logName, noteOf, policyOf, type TestLog } from "./test-log.ts";
import { anchorLine, writeDatabase } from "./test-log-files.ts";
import type { verifyPaths } from "./verify.ts";

type Answer = Awaited<ReturnType<typeof verifyPaths>>;

export function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-verify-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database in a folder of its own, and a policy elsewhere. `change` is run on the database as an attacker would. */
export function pinned(
  log: TestLog,
  options: { unsealed?: number; every?: number; change?: string } = {},
): { database: string; policy: string } {
  const database = path.join(newFolder(), "countersign.db");
  const db = writeDatabase(database, log, options);
  if (options.change !== undefined) db.exec(options.change);
  db.close();
  const policy = path.join(newFolder(), "policy.txt");
  writeFileSync(policy, policyOf(log.key));
  return { database, policy };
}

export function signerState(database: string, log: TestLog, size: number): void {
  const { root } = headAt(log, size);
  const state = `${JSON.stringify({ origin: `${logName}/1`, size, root })}\n`;
  writeFileSync(path.join(path.dirname(database), "signer-state.json"), state);
}

/** A file of anchors, one for each size. */
export function anchorFile(log: TestLog, sizes: number[]): string {
  const file = path.join(newFolder(), "checkpoints.jsonl");
  writeFileSync(file, sizes.map((size) => anchorLine(noteOf(log.key, headAt(log, size)))).join(""));
  return file;
}

/** The first finding: `tampered: kind: CASE n N, index I, words`. */
export function first({ exit, lines }: Answer) {
  const [, kind, chain, n, index] =
    /^tampered: ([a-z_]+): (?:(\S+) n (\d+), )?(?:index (\d+), )?/.exec(lines[0] ?? "") ?? [];
  if (exit !== 1) return { kind: `exit ${exit}: ${lines[0]}` };
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return { kind, chain, n: number(n), index: number(index) };
}

export const kindsOf = ({ lines }: Answer): string[] =>
  lines.map((line) => line.replace("tampered: ", "").split(":")[0] ?? "");
