import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root } from "./run-program.ts";
import type { Counts } from "./step.ts";

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

interface Run {
  project: string;
  /** Path of what vitest's JSON reporter wrote. */
  file: string;
  /** Exit status of vitest. */
  status: number;
}

/** The counts of one run. A file that could not be loaded, and an error outside every test, count as one failure each. */
export function readVitestReport({ project, file, status }: Run): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
  const results = existsSync(file)
    ? reportSchema.parse(JSON.parse(readFileSync(file, "utf8"))).testResults
    : [];
  for (const { name, status: fileStatus, message, assertionResults } of results) {
    const place = `${project} ${path.relative(root, name)}`;
    let failedHere = 0;
    for (const { fullName, status: testStatus } of assertionResults) {
      if (testStatus === "passed") {
        counts.passed += 1;
      } else if (testStatus === "failed") {
        failedHere += 1;
        counts.failures.push(`${place}: ${fullName}`);
      } else {
        counts.skipped += 1;
        counts.skips.push(`${place}: ${fullName}`);
      }
    }
    if (fileStatus === "failed" && failedHere === 0) {
      failedHere = 1;
      counts.failures.push(`${place}: ${message?.split("\n")[0] ?? "the file could not be run"}`);
    }
    counts.failed += failedHere;
  }
  if (status !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push(`${project}: vitest ended with status ${status}; see above`);
  }
  return counts;
}
