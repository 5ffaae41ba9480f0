import { sha256Hex } from "#lib/log/hashes.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Stores } from "#lib/ports/store.ts";
import { type Limiter, tooMany } from "./limiter.ts";

/**
 * Counts in the database: several processes share one limit, and a restart forgets nothing. Whoever is counted stands
 * there as a hash, for an address is personal data; rows go within the hour.
 */
export function createSharedLimiter(
  { stores, clock }: { stores: Pick<Stores, "rails" | "installationId">; clock: Clock },
  { name, perMs, points }: { name: string; perMs: number; points: () => Promise<number> },
): Limiter {
  const who = (key: string) => sha256Hex(`${stores.installationId} ${name} ${key}`);
  return {
    consume: async (key) => {
      const now = clock.now();
      const { count, endsAt } = await stores.rails.countRate({ name, who: who(key), now, perMs });
      if (count > (await points())) throw tooMany(endsAt.getTime() - now.getTime());
    },
    check: async (key) => {
      const now = clock.now();
      const counted = await stores.rails.rate({ name, who: who(key), now });
      if (counted !== null && counted.count >= (await points())) {
        throw tooMany(counted.endsAt.getTime() - now.getTime());
      }
    },
  };
}
