import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

import { DomainError } from "#lib/domain/errors.ts";

export interface Limiter {
  /** Counts one. Throws `rate_limited`, with the seconds to wait. */
  consume(key: string): Promise<void>;
  /** Throws like `consume` when nothing is left, without counting. */
  check(key: string): Promise<void>;
}

/** Counts in this process alone: several processes allow as many times more. */
export function createLimiter({ points, perMs }: { points: number; perMs: number }): Limiter {
  const memory = new RateLimiterMemory({ points, duration: perMs / 1000 });
  return {
    consume: async (key) => {
      try {
        await memory.consume(key);
      } catch (error) {
        throw error instanceof RateLimiterRes ? tooMany(error.msBeforeNext) : error;
      }
    },
    check: async (key) => {
      const counted = await memory.get(key);
      if (counted !== null && counted.consumedPoints >= points) throw tooMany(counted.msBeforeNext);
    },
  };
}

/** `rate_limited`, with the seconds to wait. */
export function tooMany(waitMs: number): DomainError {
  return new DomainError("rate_limited", { seconds: String(Math.max(1, Math.ceil(waitMs / 1000))) });
}
