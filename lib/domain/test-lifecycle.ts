import { defaultLifecycleSettings as settings } from "./lifecycle-settings.ts";
import { newLifecycle } from "./new-lifecycle.ts";
import type { Lifecycle } from "./request.ts";
import { type RequestEvent, step } from "./request-step.ts";

export const start = new Date("2026-11-22T12:00:00Z");
export const at = (ms: number) => new Date(start.getTime() + ms);
export const minute = 60_000;

export function pending(given: Partial<Lifecycle> = {}): Lifecycle {
  return { ...newLifecycle({ action: "suspend", needed: 1, expiresAt: at(60 * minute) }), ...given };
}

/** Applies the events in turn; every one of them must be possible. */
export function after(request: Lifecycle, ...events: RequestEvent[]): Lifecycle {
  return events.reduce((current, event) => {
    const result = step(current, event, settings);
    if (!result.ok) throw new Error(`${event.kind} from ${current.status}: ${result.refusal}`);
    return result.next;
  }, request);
}

export const refusal = (request: Lifecycle, event: RequestEvent) => {
  const result = step(request, event, settings);
  return result.ok ? null : result.refusal;
};

export const approve = (now = start): RequestEvent => ({
  kind: "approve",
  executeWithinMs: 30 * minute,
  now,
});
export const claim = (now = start): RequestEvent => ({ kind: "claim", takesOver: null, now });
export const marked = () => after(pending(), approve(), claim(), { kind: "mark", fence: 1, now: start });
export const unknown = (given: Partial<Lifecycle> = {}) =>
  after({ ...marked(), ...given }, { kind: "lose_answer", fence: 1, now: at(1_000) });
