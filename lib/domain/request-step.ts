import { wantedState } from "./directory.ts";
import { type LifecycleSettings, quietSpanMs } from "./lifecycle-settings.ts";
import { isEnded, type Lifecycle } from "./request.ts";
import {
  after,
  end,
  isOver,
  isQuiet,
  later,
  refused,
  type StepResult,
  succeed,
} from "./request-step-parts.ts";
import { stepUnknown } from "./request-step-unknown.ts";
import { mayMove } from "./request-transitions.ts";

/**
 * Everything that can happen to a request. `now` is the moment of the conditional update that writes the step;
 * `fence` is what the worker believes to hold; `askedAt` is when the reading that the event rests on was asked for,
 * for only what had landed by then can be in it.
 */
export type RequestEvent = { now: Date } & (
  | { kind: "adopt"; expiresAt: Date }
  | { kind: "approve"; executeWithinMs: number }
  | { kind: "deny" }
  | { kind: "withdraw" }
  | { kind: "expire" }
  | { kind: "make_stale" }
  | { kind: "claim"; takesOver: { quietUntil: Date } | null }
  | { kind: "mark"; fence: number }
  | { kind: "find_done"; fence: number; askedAt: Date }
  | { kind: "succeed"; fence: number; askedAt: Date }
  | { kind: "refuse"; fence: number }
  | { kind: "release"; fence: number; retryAfterMs: number | null }
  | { kind: "lose_answer"; fence: number }
  | { kind: "lose_lease" }
  | { kind: "observe"; state: "ACTIVE" | "SUSPENDED" | null; askedAt: Date }
  | { kind: "supersede" }
  | { kind: "settle"; state: "ACTIVE" | "SUSPENDED"; askedAt: Date }
  | { kind: "free_user" }
  | { kind: "watch" }
  | { kind: "hand_over" }
);

/**
 * The whole life of a request as one pure function: what is true after an event, or why the event is refused.
 * Production runs it and writes the result by a conditional update on the version it was computed from; the
 * README's diagram is printed from the table beside it, and tests walk both.
 */
export function step(request: Lifecycle, event: RequestEvent, settings: LifecycleSettings): StepResult {
  const result = decide(request, event, settings);
  // The table is the law: a step that it doesn't name is a mistake of this function, never an exception to it.
  if (result.ok && !mayMove(request.status, result.next.status)) return refused("not_possible_now");
  return result;
}

function decide(request: Lifecycle, event: RequestEvent, settings: LifecycleSettings): StepResult {
  const { now } = event;
  switch (event.kind) {
    case "adopt":
      if (request.status !== "proposed") return refused("not_possible_now");
      if (isOver(request.expiresAt, now)) return refused("clock_over");
      return { ok: true, next: { ...request, status: "pending", expiresAt: event.expiresAt } };

    case "approve": {
      if (request.status !== "pending") return refused("not_possible_now");
      if (isOver(request.expiresAt, now)) return refused("clock_over");
      const approvals = request.approvals + 1;
      if (approvals < request.needed) return { ok: true, next: { ...request, approvals } };
      const executeBy = after(now, event.executeWithinMs);
      return { ok: true, next: { ...request, approvals, status: "approved", executeBy, nextTryAt: now } };
    }

    case "deny":
      if (request.status !== "pending") return refused("not_possible_now");
      if (isOver(request.expiresAt, now)) return refused("clock_over");
      return { ok: true, next: end(request, "denied", now) };

    case "withdraw":
      return endUnsent(request, "withdrawn", now);

    case "expire": {
      const limit = request.status === "approved" ? request.executeBy : request.expiresAt;
      if (!isOver(limit, now)) return refused("clock_not_over");
      return endUnsent(request, "expired", now);
    }

    case "make_stale":
      // After the claim only the executor says so, and only while nothing was ever sent.
      if (request.status === "executing") {
        if (request.markedAt !== null || request.attempts > 0) return refused("not_possible_now");
        return { ok: true, next: end(request, "stale", now) };
      }
      if (request.status === "proposed") return refused("not_possible_now");
      return endUnsent(request, "stale", now);

    case "claim":
      if (request.status !== "approved") return refused("not_possible_now");
      if (isOver(request.executeBy, now)) return refused("clock_over");
      if (request.attempts >= settings.maxAttempts) return refused("attempts_used_up");
      if (request.nextTryAt !== null && now < request.nextTryAt) return refused("too_early");
      return {
        ok: true,
        next: {
          ...request,
          status: "executing",
          fence: request.fence + 1,
          leaseUntil: after(now, settings.leaseMs),
          holdsUser: true,
          markedAt: null,
          markQuietUntil: null,
          overtook: request.overtook || event.takesOver !== null,
          quietUntil: later(request.quietUntil, event.takesOver?.quietUntil ?? null),
        },
      };

    case "mark":
      if (request.status !== "executing" || request.markedAt !== null) return refused("not_possible_now");
      if (request.fence !== event.fence) return refused("old_fence");
      if (isOver(request.leaseUntil, now)) return refused("old_fence");
      if (isOver(request.executeBy, now)) return refused("clock_over");
      if (request.attempts >= settings.maxAttempts) return refused("attempts_used_up");
      return {
        ok: true,
        next: {
          ...request,
          attempts: request.attempts + 1,
          markedAt: now,
          markQuietUntil: after(now, quietSpanMs(settings)),
          leaseUntil: after(now, settings.dispatchPauseMs + settings.callTimeoutMs + settings.leaseMs),
        },
      };

    case "find_done":
      // Nothing more is sent: an earlier attempt of this request turns out to have done it.
      if (request.status !== "executing" || request.markedAt !== null) return refused("not_possible_now");
      if (request.fence !== event.fence) return refused("old_fence");
      if (request.attempts === 0) return refused("not_possible_now");
      if (request.overtook && !isQuiet(request, event.askedAt)) {
        return { ok: true, next: beginUnknown(request, now, settings) };
      }
      return { ok: true, next: succeed(request, now, settings) };

    case "succeed": {
      if (request.status !== "executing" || request.markedAt === null) return refused("not_possible_now");
      if (request.fence !== event.fence) return refused("old_fence");
      const answered = { ...request, markedAt: null, markQuietUntil: null, leaseUntil: null };
      // The overtaken reactivation could still land after this answer, so the answer alone isn't the end.
      if (request.overtook && !isQuiet(request, event.askedAt)) {
        return { ok: true, next: beginUnknown(answered, now, settings) };
      }
      return { ok: true, next: succeed(answered, now, settings) };
    }

    case "refuse":
      if (request.status !== "executing" || request.markedAt === null) return refused("not_possible_now");
      if (request.fence !== event.fence) return refused("old_fence");
      // An earlier attempt of this request may be in force all the same: readings have to tell, not the refusal.
      // This attempt stays counted, so that what is refused each time is soon given up.
      if (request.attempts > 1) {
        const answered = { ...request, markedAt: null, markQuietUntil: null };
        return { ok: true, next: beginUnknown(answered, now, settings) };
      }
      return { ok: true, next: end({ ...request, attempts: request.attempts - 1 }, "refused", now) };

    case "release": {
      if (request.status !== "executing") return refused("not_possible_now");
      if (request.fence !== event.fence) return refused("old_fence");
      return { ok: true, next: release(request, now, event.retryAfterMs, settings) };
    }

    case "lose_answer":
      if (request.status !== "executing" || request.markedAt === null) return refused("not_possible_now");
      if (request.fence !== event.fence) return refused("old_fence");
      return { ok: true, next: beginUnknown(request, now, settings) };

    case "lose_lease":
      if (request.status !== "executing") return refused("not_possible_now");
      if (!isOver(request.leaseUntil, now)) return refused("lease_not_over");
      // Without a mark nothing can have left; with one, something may have.
      if (request.markedAt === null) return { ok: true, next: release(request, now, 0, settings) };
      return { ok: true, next: beginUnknown(request, now, settings) };

    case "observe":
      return stepUnknown(request, event, settings);

    case "supersede":
      if (request.action !== "reactivate") return refused("not_possible_now");
      if (request.status !== "unknown" && request.status !== "needs_attention")
        return refused("not_possible_now");
      // The suspension takes the hold over together with the quiet that is left.
      return { ok: true, next: { ...end(request, "superseded", now), holdsUser: false } };

    case "settle":
      if (request.status !== "needs_attention") return refused("not_possible_now");
      if (!isQuiet(request, event.askedAt)) return refused("not_quiet_yet");
      return {
        ok: true,
        next:
          event.state === wantedState[request.action]
            ? succeed(request, now, settings)
            : end(request, "failed", now),
      };

    case "free_user":
      if (!isEnded(request.status) || !request.holdsUser) return refused("not_possible_now");
      if (!isQuiet(request, now)) return refused("not_quiet_yet");
      return { ok: true, next: { ...request, holdsUser: false } };

    case "watch": {
      // Only the schedule moves: what the reading shows is for the case, the request has ended.
      if (request.status !== "succeeded" || request.nextTryAt === null) return refused("not_possible_now");
      if (now < request.nextTryAt) return refused("too_early");
      const waitMs = settings.watchAfterMs[request.watches + 1];
      const nextTryAt = waitMs === undefined ? null : after(now, waitMs);
      return { ok: true, next: { ...request, watches: request.watches + 1, nextTryAt } };
    }

    case "hand_over":
      // To a suspension, which never waits for the quiet of a reactivation that has ended: it takes the quiet over.
      if (request.action !== "reactivate" || !isEnded(request.status) || !request.holdsUser) {
        return refused("not_possible_now");
      }
      return { ok: true, next: { ...request, holdsUser: false } };
  }
}

/** Before anything counted was sent the request ends as asked; after that it can only have failed. */
function endUnsent(request: Lifecycle, status: "withdrawn" | "expired" | "stale", now: Date): StepResult {
  if (request.status === "proposed" || request.status === "pending") {
    return { ok: true, next: end(request, status, now) };
  }
  if (request.status !== "approved") return refused("not_possible_now");
  return { ok: true, next: end(request, request.attempts === 0 ? status : "failed", now) };
}

/** Back to approved after a try that certainly had no effect. What was marked no longer counts. */
function release(
  request: Lifecycle,
  now: Date,
  retryAfterMs: number | null,
  settings: LifecycleSettings,
): Lifecycle {
  const doubled = settings.releaseWaitMs * 2 ** Math.min(request.releases, 10);
  const waitMs = retryAfterMs ?? Math.min(doubled, settings.releaseWaitMaxMs);
  return {
    ...request,
    status: "approved",
    attempts: request.markedAt === null ? request.attempts : request.attempts - 1,
    leaseUntil: null,
    markedAt: null,
    markQuietUntil: null,
    holdsUser: !isQuiet(request, now),
    nextTryAt: after(now, waitMs),
    releases: request.releases + 1,
  };
}

function beginUnknown(request: Lifecycle, now: Date, settings: LifecycleSettings): Lifecycle {
  return {
    ...request,
    status: "unknown",
    leaseUntil: null,
    markedAt: null,
    markQuietUntil: null,
    quietUntil: later(request.quietUntil, request.markQuietUntil),
    unknownSince: now,
    seenState: null,
    seenTimes: 0,
    nextTryAt: after(now, settings.readBackAfterMs[0] ?? settings.readBackEveryMs),
  };
}
