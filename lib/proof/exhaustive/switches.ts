import type { step } from "#lib/domain/request-step.ts";

/**
 * How the world is driven. Each ablation takes one guard out; nothing of production is edited for that: `step` is
 * wrapped, and the drive is the model's own.
 */
export interface Switches {
  step: (real: typeof step) => typeof step;
  /** A claim asks whether somebody holds the user, and the unique index refuses a second holder (claim-request.ts). */
  singleFlight: boolean;
  /** A worker shows the fence that it was given; without, it takes whatever the row says. */
  fence: boolean;
  /** The dispatch mark is committed before the first byte leaves (execute-request.ts). */
  markFirst: boolean;
  /** No byte leaves later than the pause after the mark (send-action.ts). */
  leaveBy: boolean;
  /** Vote, tally and status are one conditional update (decide-request.ts). */
  atomicVotes: boolean;
  /** Neither the vote nor the executor's check lets the requester, or the subject, count. */
  secondPerson: boolean;
  /** Superseding a reactivation and claiming for the suspension are one commit (claim-request.ts). */
  takeoverInOneCommit: boolean;
  /** A suspension takes the user over from an uncertain reactivation instead of waiting for it. */
  takesOver: boolean;
  /** Quiet is judged at the moment at which a reading was asked for (`askedAt`), not at that of the commit. */
  quietAtReading: boolean;
  /** The executor that finds the ground gone says so under its fence (check-before-dispatch.ts). */
  staleUnderFence: boolean;
  /** The sweeper frees the user from every ended request, not only from those that were sent (`due` of the store). */
  freesEveryEnd: boolean;
  /** Before it marks, a reactivation looks for a suspension that succeeded since its approval, and gives up. */
  yieldsToSuspension: boolean;
}

/** As the use-cases drive `step`. Every guard is named, so that each can be taken out. */
export const production: Switches = {
  step: (real) => real,
  singleFlight: true,
  fence: true,
  markFirst: true,
  leaveBy: true,
  atomicVotes: true,
  secondPerson: true,
  takeoverInOneCommit: true,
  takesOver: true,
  quietAtReading: true,
  staleUnderFence: true,
  freesEveryEnd: true,
  yieldsToSuspension: true,
};
