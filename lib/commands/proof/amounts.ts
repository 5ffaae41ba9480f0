/** The proofs of the long run: where each one stands, and how much of it a full run does on each database. */
export const amounts = {
  merkle: { file: "lib/log/merkle.test.ts", project: "unit", counts: { "merkle-logs": 10_000 } },
  exhaustive: { file: "lib/proof/exhaustive", project: "unit", counts: {} },
  sequences: { file: "lib/proof/sequences", project: "store", counts: { sequences: 50_000 } },
  interleavings: { file: "lib/proof/interleavings", project: "store", counts: { interleavings: 10_000 } },
  races: {
    file: "lib/proof/races",
    project: "store",
    counts: { "contested-claims": 10_000, "contested-votes": 1_000 },
  },
  crashes: { file: "lib/proof/crashes", project: "store", counts: { "crash-points": 10_000 } },
  schedules: { file: "lib/proof/schedules", project: "store", counts: { "fault-schedules": 10_000 } },
  kills: { file: "lib/proof/kill", project: "store", counts: { kills: 100 } },
  signals: {
    file: "lib/proof/signals",
    project: "store",
    counts: { signals: 20_000, "signal-orders": 1_000 },
  },
  // Of each kind of file as many changes as there are: two for every byte.
  "verify-bytes": { file: "lib/verify/verify-bytes", project: "unit", counts: { "verify-bytes": 1_000_000 } },
  "verify-edits": { file: "lib/verify/verify-edits", project: "unit", counts: { "verify-edits": 100_000 } },
} as const satisfies Record<
  string,
  { file: string; project: "unit" | "store"; counts: Record<string, number> }
>;

export type ProofName = keyof typeof amounts;
export const proofNames = Object.keys(amounts) as ProofName[];
