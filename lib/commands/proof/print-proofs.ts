import type { Proved } from "./proved.ts";

/** The report as a table for people: what, where, how often, from which seed, how long. */
export function printProofs(proofs: readonly Proved[]): string {
  const rows = [
    ["proof", "database", "count", "seed", "seconds"],
    ...proofs.map(({ proof, database, count, seed, ms }) => [
      proof,
      database,
      count.toLocaleString("en"),
      seed === 0 ? "–" : String(seed),
      (ms / 1_000).toFixed(1),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}
