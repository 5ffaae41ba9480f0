import type { Counts } from "./step.ts";

/** The end of the output: what failed and what was skipped by name, then the one line that scripts read. */
export function summarize(results: Counts[]): { lines: string[]; exitStatus: 0 | 1 } {
  const sum = (field: "passed" | "failed" | "skipped") =>
    results.reduce((total, counts) => total + counts[field], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  const lines = [
    ...named(
      "Skipped",
      results.flatMap(({ skips }) => skips),
    ),
    ...named(
      "Failed",
      results.flatMap(({ failures }) => failures),
    ),
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
  ];
  return { lines, exitStatus: failed === 0 ? 0 : 1 };
}

function named(heading: string, names: string[]): string[] {
  return names.length === 0 ? [] : [`${heading}:`, ...names.map((name) => `  ${name}`), ""];
}
