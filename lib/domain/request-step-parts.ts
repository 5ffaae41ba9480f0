import type { LifecycleSettings } from "./lifecycle-settings.ts";
import type { Lifecycle } from "./request.ts";

export type StepRefusal =
  | "not_possible_now"
  | "clock_over"
  | "clock_not_over"
  | "old_fence"
  | "attempts_used_up"
  | "not_quiet_yet"
  | "lease_not_over"
  | "too_early";

export type StepResult = { ok: true; next: Lifecycle } | { ok: false; refusal: StepRefusal };

export const refused = (refusal: StepRefusal): StepResult => ({ ok: false, refusal });

/** Equal counts as over. */
export function isOver(limit: Date | null, now: Date): boolean {
  return limit !== null && now.getTime() >= limit.getTime();
}

/** Whether no unanswered attempt on the user can land any more. */
export function isQuiet(request: Lifecycle, now: Date): boolean {
  return request.quietUntil === null || isOver(request.quietUntil, now);
}

export function later(a: Date | null, b: Date | null): Date | null {
  if (a === null) return b;
  return b === null || a > b ? a : b;
}

export function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** Ends a request. The user stays held while an unanswered attempt could still land. */
export function end(request: Lifecycle, status: Lifecycle["status"], now: Date): Lifecycle {
  return {
    ...request,
    status,
    leaseUntil: null,
    markedAt: null,
    markQuietUntil: null,
    nextTryAt: null,
    holdsUser: request.holdsUser && !isQuiet(request, now),
  };
}

/** Ends a request as succeeded and plans the readings that watch whether it stays so, once all is quiet. */
export function succeed(request: Lifecycle, now: Date, settings: LifecycleSettings): Lifecycle {
  const [firstWatchMs] = settings.watchAfterMs;
  const quiet = later(request.quietUntil, now) ?? now;
  return {
    ...end(request, "succeeded", now),
    watches: 0,
    nextTryAt: firstWatchMs === undefined ? null : after(quiet, firstWatchMs),
  };
}
