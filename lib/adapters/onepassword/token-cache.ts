import type { Clock } from "#lib/ports/clock.ts";
import type { FetchedToken } from "./fetch-token.ts";
import type { Pace } from "./pace.ts";
import { orStopped } from "./single-flight.ts";

const renewEarlyMs = 60_000;
const failureKeptMs = 1_000;

export interface TokenCache {
  /** The token, fetched when there is none. All callers share one fetch; a signal stops the waiting, not the fetch. */
  get: (signal?: AbortSignal) => Promise<FetchedToken | "stopped">;
  /** Drops this token after a 401. A newer one, fetched meanwhile for somebody else, stays. */
  drop: (token: string) => void;
  /** Drops whatever there is, so that the next `get` proves the credentials. */
  forget: () => void;
}

/** Keeps the token of one application, in memory only. A failed fetch is kept for a second, against stampedes. */
export function createTokenCache({
  fetch,
  clock,
  pace,
}: {
  fetch: () => Promise<FetchedToken>;
  clock: Clock;
  pace: Pick<Pace, "monotonicMs">;
}): TokenCache {
  let kept: { token: string; lifetimeMs: number; renewAtMs: number } | null = null;
  let failed: { result: FetchedToken; untilMs: number } | null = null;
  let flight: Promise<FetchedToken> | null = null;

  const start = async (): Promise<FetchedToken> => {
    // The lifetime counts from before the call: the server's clock began to run before the answer arrived.
    const startedAtMs = clock.now().getTime();
    try {
      const result = await fetch();
      if (result.ok) {
        failed = null;
        // Half of a short life, so that a token of a minute isn't fetched anew for every call.
        const earlyMs = Math.min(renewEarlyMs, result.lifetimeMs / 2);
        kept = { ...result, renewAtMs: startedAtMs + result.lifetimeMs - earlyMs };
      } else {
        failed = { result, untilMs: pace.monotonicMs() + failureKeptMs };
      }
      return result;
    } finally {
      flight = null;
    }
  };

  return {
    get: (signal) => {
      if (kept !== null && clock.now().getTime() < kept.renewAtMs) {
        return Promise.resolve({ ok: true, token: kept.token, lifetimeMs: kept.lifetimeMs });
      }
      if (failed !== null && pace.monotonicMs() < failed.untilMs) return Promise.resolve(failed.result);
      flight ??= start();
      return orStopped(flight, signal);
    },
    drop: (token) => {
      if (kept?.token === token) kept = null;
    },
    forget: () => {
      kept = null;
    },
  };
}
