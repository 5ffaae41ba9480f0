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

const boundedSeed = 20_261_122;

/**
 * How much of a proof runs here: `npm test` proves a bounded share, `npm run proof` asks for more through
 * `PROOF_<NAME>`. The bounded share has one seed, so that it fails by a change of ours and never by chance; the long run
 * takes a seed of its own each time and names it. `PROOF_SEED` repeats a run.
 */
export function amountOf(name: string, usual: number): { count: number; seed: number; timeoutMs: number } {
  const asked = Number(process.env[`PROOF_${name.toUpperCase().replaceAll("-", "_")}`] ?? "");
  const count = Number.isInteger(asked) && asked > 0 ? asked : usual;
  const ownSeed = count > usual ? Math.floor(Math.random() * 2 ** 31) : boundedSeed;
  const seed = Number(process.env["PROOF_SEED"] ?? "") || ownSeed;
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
