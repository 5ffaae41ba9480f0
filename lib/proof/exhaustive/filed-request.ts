import { wantedState } from "#lib/domain/directory.ts";
import { isEnded, type Lifecycle } from "#lib/domain/request.ts";
import { attentionTicks, inTicks, now, ticksUntil } from "./ticks.ts";

export type LiveState = "ACTIVE" | "SUSPENDED";

/** A request as the model files it: what production stores, and what only the model remembers of it. */
export interface FiledRequest {
  lifecycle: Lifecycle;
  /** State in 1Password when it was asked for. */
  snapshot: LiveState;
  /** Persons whose approval was counted, a bit each (people.ts). */
  voters: number;
  /** Whether a worker has seen the wanted state since a dispatch, and whether nothing from outside came after. */
  sight: "none" | "seen" | "seen_last";
  /** A reactivation that was approved before a suspension succeeded, and waits to be carried out after it. */
  outrun: boolean;
}

export function wants({ lifecycle }: FiledRequest): LiveState {
  return wantedState[lifecycle.action];
}

/**
 * The same request for every question that `step` and the properties can still ask. Each line drops something that
 * has no say any more, or makes one of what compares alike; without them the world would have no end.
 */
export function canonical(filed: FiledRequest): FiledRequest {
  const { lifecycle } = filed;
  const { status } = lifecycle;
  const decided = status !== "proposed" && status !== "pending";
  const ended = isEnded(status);
  const reading = status === "unknown";
  const kept: Lifecycle = {
    ...lifecycle,
    expiresAt: decided ? now : lifecycle.expiresAt,
    executeBy: ended ? null : lifecycle.executeBy,
    attempts: ended ? 0 : lifecycle.attempts,
    // Fences are only compared with each other: workers remember whether theirs is the newest.
    fence: Math.min(lifecycle.fence, 1),
    // Quiet that is over and quiet that never was compare alike.
    quietUntil: lifecycle.quietUntil === null || (ended && !lifecycle.holdsUser) ? now : lifecycle.quietUntil,
    nextTryAt: status === "approved" || reading ? lifecycle.nextTryAt : now,
    releases: 0,
    unknownSince: reading ? lifecycle.unknownSince : null,
    seenState: reading ? lifecycle.seenState : null,
    seenTimes: reading ? Math.min(lifecycle.seenTimes, 2) : 0,
    overtook: ended ? false : lifecycle.overtook,
  };
  return {
    lifecycle: kept,
    snapshot: ended ? "ACTIVE" : filed.snapshot,
    voters: ended ? 0 : filed.voters,
    sight: ended && status !== "succeeded" ? "none" : filed.sight,
    outrun: !ended && filed.outrun,
  };
}

/** One tick later. A time that is over stays over, so it needs to be no further away than that. */
export function oneTickLater(filed: FiledRequest): FiledRequest {
  const { lifecycle } = filed;
  const closer = (moment: Date | null) => moment && inTicks(Math.max(ticksUntil(moment) - 1, 0));
  return {
    ...filed,
    lifecycle: {
      ...lifecycle,
      expiresAt: closer(lifecycle.expiresAt) ?? now,
      executeBy: closer(lifecycle.executeBy),
      leaseUntil: closer(lifecycle.leaseUntil),
      markedAt: closer(lifecycle.markedAt),
      markQuietUntil: closer(lifecycle.markQuietUntil),
      quietUntil: closer(lifecycle.quietUntil),
      nextTryAt: closer(lifecycle.nextTryAt),
      unknownSince:
        lifecycle.unknownSince && inTicks(Math.max(ticksUntil(lifecycle.unknownSince) - 1, -attentionTicks)),
    },
  };
}

/** Equal texts are equal requests. */
export function textOf(filed: FiledRequest): string {
  const { lifecycle, snapshot, voters, sight, outrun } = filed;
  const values = Object.entries(lifecycle).map(([name, value]) =>
    value instanceof Date ? `${name}@${ticksUntil(value)}` : `${name}=${value}`,
  );
  return [...values, snapshot, voters, sight, outrun].join(" ");
}
