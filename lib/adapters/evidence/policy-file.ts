import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The C2SP policy of the log: which keys sign it, one line for each epoch. Whoever checks the log pins these lines
 * somewhere else, for a copy beside the database proves nothing by itself.
 */
export function formatPolicy(vkeys: readonly string[]): string {
  return [...vkeys.map((vkey) => `log ${vkey}`), "quorum none", ""].join("\n");
}

/** Writes `policy.txt` into `folder`, whole or not at all. */
export function writePolicy(folder: string, vkeys: readonly string[]): void {
  const file = path.join(folder, "policy.txt");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, formatPolicy(vkeys), { mode: 0o644 });
  renameSync(`${file}.new`, file);
}
