import { type LifecycleSettings, quietSpanMs } from "#lib/domain/lifecycle-settings.ts";

const tickMs = 1_000;

/**
 * The model's moment stands still: when time goes on, every time in a request moves towards it instead. So two states
 * that differ only in the date are one, and the search ends by itself.
 */
export const now = new Date(1_700_000_000_000);

export function inTicks(ticks: number): Date {
  return new Date(now.getTime() + ticks * tickMs);
}

export function ticksUntil(moment: Date): number {
  return (moment.getTime() - now.getTime()) / tickMs;
}

/** The defaults scaled down to the fewest ticks that still tell every span apart from none. */
export const settings: LifecycleSettings = {
  maxAttempts: 2,
  leaseMs: 2 * tickMs,
  dispatchPauseMs: tickMs,
  callTimeoutMs: tickMs,
  lateEffectMs: tickMs,
  readBackAfterMs: [tickMs],
  readBackEveryMs: tickMs,
  attentionAfterMs: 3 * tickMs,
  // The same wait after every release: so the count of releases, which has no bound, decides nothing.
  releaseWaitMs: tickMs,
  releaseWaitMaxMs: tickMs,
  readingMaxAgeMs: tickMs,
  // Watching for drift changes no request.
  watchAfterMs: [],
};

export const pauseTicks = settings.dispatchPauseMs / tickMs;
export const lateTicks = settings.lateEffectMs / tickMs;
/** From the first byte until the last moment at which a call can land: client's time limit and late effect. */
export const landTicks = settings.callTimeoutMs / tickMs + lateTicks;
export const quietTicks = quietSpanMs(settings) / tickMs;
export const attentionTicks = settings.attentionAfterMs / tickMs;
export const decideWithinTicks = 2;
/** Long enough for a second attempt after the quiet of the first. */
export const executeWithinMs = 5 * tickMs;
