import path from "node:path";
import type { Score, Verdict } from "./score-outcomes.ts";
import type { Sent } from "./send-bodies.ts";

const columns = [
  "payloads",
  "accepted",
  "duplicate",
  "rejected",
  "failed",
  "named",
  "filed",
  "context",
  "by table",
  "not filed",
  "wrong case",
] as const;
type Column = (typeof columns)[number];

/** One line per file, one for all, and what has to be looked at. Counts are of payloads. */
export function printScore(
  scores: readonly Score[],
  sent: Pick<Sent, "bodies" | "serverErrors" | "waits">,
): string {
  const folder = commonFolder([...new Set(scores.map(({ outcome }) => outcome.payload.file))]);
  const names = (score: Score) => path.relative(folder, score.outcome.payload.file).split(path.sep);
  const isMany = new Set(scores.map(({ outcome }) => outcome.payload.file)).size > filesShown;
  // Of many files those of a folder are one line.
  const lined = Map.groupBy(scores, (score) => {
    const [first = "", ...rest] = names(score);
    return isMany && rest.length > 0 ? `${first}${path.sep}…` : names(score).join(path.sep);
  });
  const rows = [...lined].map(([name, ones]) => [name, ...countsOf(ones)]);
  const table = [["", ...columns], ...rows, ["all", ...countsOf(scores)]];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  "),
  );
  const looked = scores.filter((score) => isBad(score) || score.verdict === "by table");
  const shown = looked.slice(0, problemsShown).map(describe);
  return [
    ...lines,
    "",
    `${sent.bodies} bodies, ${sent.serverErrors} answers of 500 and above, ${sent.waits} waits on request.`,
    ...(shown.length > 0 ? ["", ...shown] : []),
    ...(looked.length > problemsShown ? [`and ${looked.length - problemsShown} more`] : []),
  ].join("\n");
}

const problemsShown = 40;
const filesShown = 25;

/** Whether a payload wasn't taken in, or not under the one whom it names. What is too large was never a payload. */
export function isBad({ outcome, verdict }: Score): boolean {
  if (outcome.problem === "too large") return false;
  return outcome.problem !== null || statusOf(outcome) === "rejected" || isMisfiled(verdict);
}

function isMisfiled(verdict: Verdict): boolean {
  return verdict === "not filed" || verdict === "wrong case";
}

function countsOf(scores: readonly Score[]): string[] {
  const tests: Record<Column, (score: Score) => boolean> = {
    payloads: () => true,
    accepted: ({ outcome }) => statusOf(outcome) === "accepted",
    duplicate: ({ outcome }) => statusOf(outcome) === "duplicate",
    rejected: ({ outcome }) => statusOf(outcome) === "rejected",
    failed: ({ outcome }) => outcome.problem !== null,
    named: ({ verdict }) => verdict !== "none named",
    filed: ({ verdict }) => verdict === "filed",
    context: ({ verdict }) => verdict === "context",
    "by table": ({ verdict }) => verdict === "by table",
    "not filed": ({ verdict }) => verdict === "not filed",
    "wrong case": ({ verdict }) => verdict === "wrong case",
  };
  return columns.map((column) => String(scores.filter(tests[column]).length));
}

/** An event about several people counts as accepted as soon as one of its signals is new. */
export function statusOf({ rows }: Score["outcome"]): "accepted" | "duplicate" | "rejected" | null {
  for (const status of ["rejected", "accepted", "duplicate"] as const) {
    if (rows.some((row) => row.status === status)) return status;
  }
  return null;
}

function describe({ outcome, verdict, why }: Score): string {
  const { file, at } = outcome.payload;
  return `${path.basename(file)}, ${at}: ${outcome.problem ?? verdict}${why === null || why === outcome.problem ? "" : `, ${why}`}`;
}

function commonFolder(files: readonly string[]): string {
  const parts = files.map((file) => path.dirname(file).split(path.sep));
  const [first = []] = parts;
  const length = first.findIndex((part, at) => parts.some((other) => other[at] !== part));
  return first.slice(0, length < 0 ? first.length : length).join(path.sep) || path.sep;
}
