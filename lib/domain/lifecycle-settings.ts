/** Spans of a request's life. All are settings; these are the defaults. Units are in the names. */
export interface LifecycleSettings {
  /** Counted attempts before a request fails. */
  maxAttempts: number;
  /** How long a claim is good without renewal. */
  leaseMs: number;
  /** Longest pause of ours between the dispatch mark and the first byte. No byte leaves later. */
  dispatchPauseMs: number;
  /** Time limit of one call, answer included. */
  callTimeoutMs: number;
  /** The longest that 1Password is assumed to take to apply what it received. An assumption, and named as one. */
  lateEffectMs: number;
  /** When to read back after an unknown outcome: first these, then every `readBackEveryMs`. */
  readBackAfterMs: readonly number[];
  readBackEveryMs: number;
  /** After this long without readings that agree, a person has to look. */
  attentionAfterMs: number;
  /** Wait after a try that was certainly not sent: doubles from the first to the second. */
  releaseWaitMs: number;
  releaseWaitMaxMs: number;
  /** When to look again after a success, once all is quiet: has somebody moved the state? */
  watchAfterMs: readonly number[];
  /** A reading that a decision rests on is at most this old. */
  readingMaxAgeMs: number;
}

export const defaultLifecycleSettings: LifecycleSettings = {
  maxAttempts: 3,
  leaseMs: 45_000,
  dispatchPauseMs: 30_000,
  callTimeoutMs: 15_000,
  lateEffectMs: 60_000,
  readBackAfterMs: [1_000, 2_000, 5_000, 10_000],
  readBackEveryMs: 15_000,
  attentionAfterMs: 15 * 60_000,
  releaseWaitMs: 5_000,
  releaseWaitMaxMs: 60_000,
  watchAfterMs: [30_000, 5 * 60_000],
  readingMaxAgeMs: 30_000,
};

/** How long after a dispatch mark an unanswered attempt could still land. */
export function quietSpanMs(settings: LifecycleSettings): number {
  return settings.dispatchPauseMs + settings.callTimeoutMs + settings.lateEffectMs;
}
