import type { RequestStatus } from "./request.ts";

/**
 * The transition table: from each status, the statuses that may follow, and who brings it about. Staying in the same
 * status is always possible (a further approval, a further reading). An end has no followers.
 */
export const transitions = {
  proposed: { pending: "a person adopts it", withdrawn: "dismissed", expired: "the clock" },
  pending: {
    approved: "the last approval needed",
    denied: "one denial",
    withdrawn: "the requester",
    expired: "the clock",
    stale: "the person in 1Password changed",
  },
  approved: {
    executing: "claim",
    withdrawn: "the requester or an approver",
    expired: "the clock",
    stale: "the person in 1Password changed",
    failed: "after a counted attempt: the clock, a recall, a change",
  },
  executing: {
    succeeded: "answered and read again",
    refused: "1Password refused",
    unknown: "no certain answer",
    stale: "changed before the dispatch mark",
    approved: "certainly not sent",
  },
  unknown: {
    succeeded: "observed twice",
    failed: "quiet, not in force, attempts used up",
    superseded: "a newer suspension",
    approved: "quiet, not in force, next attempt",
    needs_attention: "readings disagree",
  },
  needs_attention: {
    succeeded: "settled: two readings agree",
    failed: "settled: two readings agree",
    superseded: "a newer suspension",
  },
  succeeded: {},
  refused: {},
  failed: {},
  superseded: {},
  denied: {},
  withdrawn: {},
  expired: {},
  stale: {},
} as const satisfies Record<RequestStatus, Partial<Record<RequestStatus, string>>>;

export function mayMove(from: RequestStatus, to: RequestStatus): boolean {
  return from === to || to in transitions[from];
}

/** The table as a Mermaid state diagram, printed into the README. */
export function transitionsAsDiagram(): string {
  const lines = [
    "stateDiagram-v2",
    "  [*] --> proposed: a machine proposes",
    "  [*] --> pending: a person asks",
  ];
  for (const [from, followers] of Object.entries(transitions)) {
    const targets = Object.entries(followers);
    for (const [to, why] of targets) lines.push(`  ${from} --> ${to}: ${why}`);
    if (targets.length === 0) lines.push(`  ${from} --> [*]`);
  }
  return lines.join("\n");
}
