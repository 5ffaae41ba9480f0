import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { formatPolicy } from "#lib/log/policy-file.ts";

/** Writes `policy.txt` into `folder`, whole or not at all. */
export function writePolicy(folder: string, vkeys: readonly string[]): void {
  const file = path.join(folder, "policy.txt");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, formatPolicy(vkeys), { mode: 0o644 });
  renameSync(`${file}.new`, file);
}
