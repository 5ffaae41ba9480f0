import type { Action } from "#lib/domain/directory.ts";
import type { FiledRequest, LiveState } from "./filed-request.ts";
import { expiresAt } from "./happenings.ts";

/** A request as it is when a person has just asked for it. */
export function newRequest(given: { action: Action; needed: number; snapshot: LiveState }): FiledRequest {
  return {
    snapshot: given.snapshot,
    voters: 0,
    sight: "none",
    outrun: false,
    lifecycle: {
      action: given.action,
      status: "pending",
      needed: given.needed,
      approvals: 0,
      expiresAt: expiresAt(),
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
    },
  };
}
