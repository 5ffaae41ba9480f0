import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Counts } from "./step.ts";

const suiteSchema = z.object({
  title: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      tests: z.array(z.object({ status: z.enum(["expected", "unexpected", "flaky", "skipped"]) })),
    }),
  ),
  get suites() {
    return z.array(suiteSchema).optional();
  },
});

const reportSchema = z.object({
  suites: z.array(suiteSchema),
  errors: z.array(z.object({ message: z.string().optional() })),
});

interface Run {
  /** Path of what playwright's JSON reporter wrote. */
  file: string;
  /** Exit status of playwright. */
  status: number;
}

/** The counts of one run. An error outside every test, such as a console that did not start, counts as one failure. */
export function readPlaywrightReport({ file, status }: Run): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
  const report = existsSync(file) ? reportSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
  for (const suite of report?.suites ?? []) addSuite(counts, suite, "e2e");
  for (const { message } of report?.errors ?? []) {
    counts.failed += 1;
    counts.failures.push(`e2e: ${message?.split("\n")[0] ?? "an error outside every test; see above"}`);
  }
  if (status !== 0 && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push(`e2e: playwright ended with status ${status}; see above`);
  }
  return counts;
}

function addSuite(counts: Counts, suite: z.infer<typeof suiteSchema>, above: string): void {
  const place = `${above} ${suite.title}`;
  for (const { title, tests } of suite.specs) {
    for (const { status } of tests) addTest(counts, status, `${place}: ${title}`);
  }
  for (const inner of suite.suites ?? []) addSuite(counts, inner, place);
}

function addTest(
  counts: Counts,
  status: "expected" | "unexpected" | "flaky" | "skipped",
  name: string,
): void {
  switch (status) {
    case "expected":
      counts.passed += 1;
      break;
    case "skipped":
      counts.skipped += 1;
      counts.skips.push(name);
      break;
    // Passed at last is not passed: whatever made it fail before is still there.
    case "flaky":
    case "unexpected":
      counts.failed += 1;
      counts.failures.push(name);
      break;
  }
}
