import { spawnSync } from "node:child_process";
import path from "node:path";

const verifier = path.resolve(import.meta.dirname, "../../verify/verify.ts");

/**
 * Runs the offline verifier as an auditor would. `status` is its exit code: 0 valid, 1 tampered, 2 could not check.
 * A `backup` may be older than the log of today: where it lies in DATA_DIR, what lies beside it isn't held against it.
 */
export function runVerifier(
  paths: readonly string[],
  { of = "log" }: { of?: "log" | "backup" } = {},
): { status: number; words: string } {
  const flags = of === "backup" ? ["--backup"] : [];
  const run = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", verifier, ...flags, ...paths],
    { encoding: "utf8" },
  );
  return { status: run.status ?? 2, words: `${run.stdout}${run.stderr}`.trim() };
}
