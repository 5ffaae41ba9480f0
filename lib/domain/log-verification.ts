import { z } from "zod";

/** What can be wrong with the log. The names are those of the offline verifier. */
export const faultKinds = [
  "bytes_form",
  "leaf_hash",
  "chain_gap",
  "chain_prev",
  "chain_time",
  "tree_leaf",
  "tree_node",
  "root",
  "signature",
  "origin",
  "inconsistent",
  "truncated",
  "unsealed",
  "projection",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One thing that is wrong: of which entry, where it stands in the tree, and in a sentence. */
export const LogFinding = z.object({
  kind: z.enum(faultKinds),
  /** The chain and the number in it; null where the fault is of no single entry. */
  chain: z.string().nullable(),
  n: z.int().nullable(),
  epoch: z.int(),
  index: z.int().nullable(),
  words: z.string(),
});
export type LogFinding = z.infer<typeof LogFinding>;

/** How far the log was found to be what it has to be. `at` is when. */
const Verified = z.object({ epoch: z.int(), size: z.int(), root: z.string(), at: z.string() });
export type Verified = z.infer<typeof Verified>;

const Whole = z.object({
  at: z.string(),
  entries: z.int(),
  ms: z.int(),
  /** Who pressed; null: the daily run. */
  byPersonId: z.string().nullable(),
  faults: z.int(),
});

/** What is known of the whole log, kept for every process and page. */
export const LogVerification = z.object({
  verified: Verified.nullable(),
  /** When a process last took the turn to look at what is new. */
  turnAt: z.string().nullable(),
  whole: Whole.nullable(),
  /** The first fault, until a whole run finds none. */
  fault: LogFinding.extend({ at: z.string(), paused: z.boolean(), recorded: z.boolean() }).nullable(),
  /** Which faults were raised already, so that one that stays doesn't pause again what two people resumed. */
  raised: z.array(z.string()),
});
export type LogVerification = z.infer<typeof LogVerification>;

export const nothingVerified: LogVerification = {
  verified: null,
  turnAt: null,
  whole: null,
  fault: null,
  raised: [],
};

/** A whole run under way in one of the processes. */
export const VerificationRun = z.object({
  token: z.string(),
  startedAt: z.string(),
  /** Moved forward while it runs; long ago means that its process is gone. */
  beatAt: z.string(),
  done: z.int(),
  total: z.int(),
});
export type VerificationRun = z.infer<typeof VerificationRun>;

/** Names of the values in the store. */
export const verificationName = "log-verification";
export const verificationRunName = "log-verification-run";
export const idleRun = "null";

export function identityOf({ kind, chain, n, epoch, index }: LogFinding): string {
  return [kind, chain, n, epoch, index].join(" ");
}

const aboutEntries: readonly FaultKind[] = [
  "bytes_form",
  "leaf_hash",
  "chain_gap",
  "chain_prev",
  "chain_time",
  "truncated",
  "tree_leaf",
];

/** The fault to tell first: of single entries the first in the tree, then the others. */
export function firstFault<T extends LogFinding>(findings: readonly T[]): T | null {
  const rank = ({ kind, epoch, index }: LogFinding) =>
    aboutEntries.includes(kind) ? [0, epoch, index ?? Infinity] : [1, 0, faultKinds.indexOf(kind)];
  const compare = (a: T, b: T) => {
    const [left, right] = [rank(a), rank(b)];
    for (let place = 0; place < left.length; place += 1) {
      const difference = (left[place] ?? 0) - (right[place] ?? 0);
      // Two entries that stand nowhere in the tree are told in the order in which they were found.
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    return 0;
  };
  return findings.toSorted(compare)[0] ?? null;
}
