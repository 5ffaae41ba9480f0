import { wantedState } from "./directory.ts";
import type { LifecycleSettings } from "./lifecycle-settings.ts";
import type { Lifecycle } from "./request.ts";
import { end, isQuiet, succeed, type StepResult } from "./request-step-parts.ts";

/** Between the two readings that make a request failed. */
const confirmAfterMs = 2_000;

/**
 * One reading while the outcome is unknown. Two readings in a row that show the wanted state settle it as observed;
 * a reading of the other state counts only once no attempt can land any more: then one is enough to try again, and two
 * in a row make it failed; readings that contradict each other, or none for too long, need a person.
 */
export function stepUnknown(
  request: Lifecycle,
  event: { now: Date; askedAt: Date; state: "ACTIVE" | "SUSPENDED" | null },
  settings: LifecycleSettings,
): StepResult {
  if (request.status !== "unknown" && request.status !== "needs_attention") {
    return { ok: false, refusal: "not_possible_now" };
  }
  const { now, state } = event;
  const seenTimes = state === null ? 0 : state === request.seenState ? request.seenTimes + 1 : 1;
  const next: Lifecycle = {
    ...request,
    seenState: state ?? request.seenState,
    seenTimes,
    nextTryAt: nextReadingAt(request, now, settings),
  };
  // What needs a person is decided by that person (`settle`); readings only keep the picture fresh.
  if (request.status === "needs_attention") return { ok: true, next };

  const wanted = wantedState[request.action];
  const quiet = isQuiet(request, event.askedAt);
  if (state === wanted) {
    // Not too late for a second one, however long nobody read: the console may have been down.
    if (seenTimes < 2 || (request.overtook && !quiet)) return { ok: true, next };
    return { ok: true, next: succeed(next, now, settings) };
  }
  if (state !== null) {
    // It had been as wanted and is not any more: somebody or something moved it again.
    if (request.seenState === wanted) return { ok: true, next: needAttention(next) };
    // What was read before the quiet may be from before it landed, so it is no half of two that agree.
    if (!quiet) return { ok: true, next: { ...next, seenTimes: 0 } };
    const mayTryAgain =
      request.attempts < settings.maxAttempts && request.executeBy !== null && now < request.executeBy;
    // Trying again does no harm where the reading was wrong; an end is final, and one answer may lie.
    if (!mayTryAgain && seenTimes < 2) {
      return { ok: true, next: { ...next, nextTryAt: new Date(now.getTime() + confirmAfterMs) } };
    }
    if (!mayTryAgain) return { ok: true, next: end(next, "failed", now) };
    return {
      ok: true,
      next: {
        ...next,
        status: "approved",
        holdsUser: false,
        unknownSince: null,
        nextTryAt: now,
        releases: 0,
      },
    };
  }
  return { ok: true, next: attentionWhenLate(next, now, settings) };
}

function needAttention(request: Lifecycle): Lifecycle {
  return { ...request, status: "needs_attention" };
}

function attentionWhenLate(request: Lifecycle, now: Date, settings: LifecycleSettings): Lifecycle {
  const since = request.unknownSince ?? now;
  if (!isQuiet(request, now) || now.getTime() - since.getTime() < settings.attentionAfterMs) return request;
  return needAttention(request);
}

function nextReadingAt(request: Lifecycle, now: Date, settings: LifecycleSettings): Date {
  const elapsedMs = now.getTime() - (request.unknownSince ?? now).getTime();
  let at = 0;
  for (const waitMs of settings.readBackAfterMs) {
    at += waitMs;
    if (at > elapsedMs) return new Date(now.getTime() + (at - elapsedMs));
  }
  return new Date(now.getTime() + settings.readBackEveryMs);
}
