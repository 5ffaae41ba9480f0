import { setTimeout as sleep } from "node:timers/promises";

/** Waiting and chance, handed in so that tests neither wait nor guess. */
export interface Pace {
  /** Resolves after `ms`, or as soon as `signal` fires. Never rejects. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 (included) to 1 (excluded). */
  random: () => number;
  /** Milliseconds of a clock that is never set: for limits and waits, which a stepped wall clock must not stretch. */
  monotonicMs: () => number;
}

export const realPace: Pace = {
  wait: async (ms, signal) => {
    try {
      await sleep(ms, undefined, signal === undefined ? {} : { signal });
    } catch {
      // An abort ends the wait early; the caller looks at the signal itself.
    }
  },
  random: Math.random,
  monotonicMs: () => performance.now(),
};
