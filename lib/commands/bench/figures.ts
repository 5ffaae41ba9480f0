import { cpus, totalmem } from "node:os";

/** One line of `bench-results.json`. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  comparedWith: string;
  comparison: number;
  ratio: number;
  /** The goal, on `ratio` or on `value`; null where none is set. */
  limit: number | null;
  ok: boolean;
}

/** A figure whose goal is set on its ratio to something else. */
export function ratioFigure(input: {
  name: string;
  value: number;
  unit: string;
  comparedWith: string;
  comparison: number;
  atMost: number;
}): Figure {
  const { atMost, ...rest } = input;
  const ratio = round(input.value / input.comparison);
  return {
    ...rest,
    value: round(input.value),
    comparison: round(input.comparison),
    ratio,
    limit: atMost,
    ok: ratio <= atMost,
  };
}

/** A figure whose goal is set on itself. */
export function valueFigure(input: {
  name: string;
  value: number;
  unit: string;
  comparedWith: string;
  comparison: number;
  goal: { atMost: number } | { atLeast: number };
}): Figure {
  const { goal, ...rest } = input;
  const value = round(input.value);
  return {
    ...rest,
    value,
    comparison: round(input.comparison),
    ratio: round(input.value / input.comparison),
    limit: "atMost" in goal ? goal.atMost : goal.atLeast,
    ok: "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast,
  };
}

export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "unknown processor";
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  return `${processors.length} × ${model}, ${memoryGb} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** The figures as a table for people. */
export function printFigures(figures: readonly Figure[]): string {
  const heads = ["", "figure", "value", "compared with", "there", "ratio", "goal"];
  const rows = figures.map((one) => [
    one.ok ? "✓" : "✗",
    one.name,
    `${one.value} ${one.unit}`,
    one.comparedWith,
    `${one.comparison} ${one.unit}`,
    String(one.ratio),
    one.limit === null ? "none" : String(one.limit),
  ]);
  const widths = heads.map((head, column) =>
    Math.max(...[heads, ...rows].map((row) => (row[column] ?? head).length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(heads), ...rows.map(line)].join("\n");
}

/** Three digits: more would be noise. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
