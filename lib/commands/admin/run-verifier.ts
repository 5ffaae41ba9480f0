import { spawnSync } from "node:child_process";
import path from "node:path";

const verifier = path.resolve(import.meta.dirname, "../../verify/verify.ts");

/** Runs the offline verifier as an auditor would. `status` is its exit code: 0 valid, 1 tampered, 2 could not check. */
export function runVerifier(paths: readonly string[]): { status: number; words: string } {
  const run = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", verifier, ...paths], {
    encoding: "utf8",
  });
  return { status: run.status ?? 2, words: `${run.stdout}${run.stderr}`.trim() };
}
