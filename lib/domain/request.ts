import { z } from "zod";
import { type Action, startingState, type UserState } from "./directory.ts";

export const RequestStatus = z.enum([
  "proposed",
  "pending",
  "approved",
  "executing",
  "unknown",
  "needs_attention",
  "succeeded",
  "refused",
  "failed",
  "superseded",
  "denied",
  "withdrawn",
  "expired",
  "stale",
]);
export type RequestStatus = z.infer<typeof RequestStatus>;

/** Ends are final: nothing ever leaves them. */
export const endStatuses = [
  "succeeded",
  "refused",
  "failed",
  "superseded",
  "denied",
  "withdrawn",
  "expired",
  "stale",
] as const satisfies readonly RequestStatus[];

/** One request in one of these may exist per user and action. A proposal doesn't count: nobody stands behind it. */
export const openStatuses = [
  "pending",
  "approved",
  "executing",
  "unknown",
  "needs_attention",
] as const satisfies readonly RequestStatus[];

export function isEnded(status: RequestStatus): boolean {
  return (endStatuses as readonly RequestStatus[]).includes(status);
}

export function isOpen(status: RequestStatus): boolean {
  return (openStatuses as readonly RequestStatus[]).includes(status);
}

/**
 * Whether there is something to do for this action. A suspension may also be asked for somebody SUSPENDED while a
 * reactivation of theirs is outstanding, for that may still land.
 */
export function isStateFit(action: Action, state: UserState, reactivation: RequestStatus | null): boolean {
  if (state === startingState[action]) return true;
  const outstanding = reactivation !== null && reactivation !== "pending" && isOpen(reactivation);
  return action === "suspend" && state === "SUSPENDED" && outstanding;
}

/** The person in 1Password as they were when the request was made. The approver sees it, the digest covers it. */
export const Snapshot = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  state: z.enum(["ACTIVE", "SUSPENDED", "UNKNOWN"]),
  readAt: z.date(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/**
 * The part of a request that moves, and all that `step` looks at. Everything else of a request is fixed when it is
 * made, because the digest covers it.
 */
export interface Lifecycle {
  readonly action: Action;
  readonly status: RequestStatus;
  /** Approvals that the policy asks for, at least 1. */
  readonly needed: number;
  readonly approvals: number;
  /** Ends the time to decide. Equal counts as over. */
  readonly expiresAt: Date;
  /** Ends the time to carry out; set by the last approval. Equal counts as over. */
  readonly executeBy: Date | null;
  /** Attempts that were sent and not certainly without effect. */
  readonly attempts: number;
  /** Grows with each claim. Whoever holds an older one changes nothing. */
  readonly fence: number;
  readonly leaseUntil: Date | null;
  /** No other request may be carried out for this user while this is true. */
  readonly holdsUser: boolean;
  /** The dispatch mark of the attempt under way; null before it, and again once the attempt has an answer. */
  readonly markedAt: Date | null;
  /** Until when the attempt under way could still land if its answer never comes. */
  readonly markQuietUntil: Date | null;
  /** The last moment at which an unanswered attempt on this user could still land. */
  readonly quietUntil: Date | null;
  /** Not before this: the next claim (approved), the next reading (unknown, needs_attention). */
  readonly nextTryAt: Date | null;
  /** How many tries in a row were certainly not sent; sets the wait before the next. */
  readonly releases: number;
  readonly unknownSince: Date | null;
  /** Last live state read while the outcome is unknown, and how often in a row. */
  readonly seenState: "ACTIVE" | "SUSPENDED" | null;
  readonly seenTimes: number;
  /** This suspension took the user over from an uncertain reactivation: success only once all is quiet. */
  readonly overtook: boolean;
  /** Readings after the success that watched for drift. */
  readonly watches: number;
}
