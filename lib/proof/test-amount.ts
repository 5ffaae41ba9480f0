import { appendFileSync } from "node:fs";
import { inject } from "vitest";

/** One line of the report: what was proved, how often, from which seed. */
export interface Proved {
  proof: string;
  count: number;
  seed: number;
  ms: number;
  counts: Record<string, number>;
}

/**
 * How much of a proof runs here: `npm test` proves a bounded share, `npm run proof` asks for more through
 * `PROOF_<NAME>`. `PROOF_SEED` repeats a run; otherwise each run takes a seed of its own and names it in the failure.
 */
export function amountOf(name: string, usual: number): { count: number; seed: number; timeoutMs: number } {
  const asked = Number(process.env[`PROOF_${name.toUpperCase().replaceAll("-", "_")}`] ?? "");
  const count = Number.isInteger(asked) && asked > 0 ? asked : usual;
  const seed = Number(process.env["PROOF_SEED"] ?? "") || Math.floor(Math.random() * 2 ** 31);
  // A long run is bounded by its count, not by a clock.
  return { count, seed, timeoutMs: count > usual ? 24 * 3_600_000 : 90_000 };
}

/** Adds a line to the report of the long run; in the tests there is none. */
export function recordProof(proved: Proved): void {
  const server = inject("databaseServer") as string | undefined;
  const database = server === undefined ? "SQLite" : "PostgreSQL";
  const file = process.env["PROOF_FIGURES"];
  if (file !== undefined && file !== "") appendFileSync(file, `${JSON.stringify({ database, ...proved })}\n`);
}
