import type { Action } from "./directory.ts";
import type { Lifecycle } from "./request.ts";

/** The beginning of a request's life: asked for, undecided, nothing sent. */
export function newLifecycle(input: { action: Action; needed: number; expiresAt: Date }): Lifecycle {
  return {
    ...input,
    status: "pending",
    approvals: 0,
    executeBy: null,
    attempts: 0,
    fence: 0,
    leaseUntil: null,
    holdsUser: false,
    markedAt: null,
    markQuietUntil: null,
    quietUntil: null,
    nextTryAt: null,
    releases: 0,
    unknownSince: null,
    seenState: null,
    seenTimes: 0,
    overtook: false,
    watches: 0,
  };
}
