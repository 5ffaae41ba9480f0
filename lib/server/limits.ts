import "server-only";

import type { GuardRails } from "#lib/domain/guard-rails.ts";
import { readRails } from "#lib/use-cases/guard-rails/read-rails.ts";
import { createLimiter } from "./limiter.ts";
import type { Limiter } from "./limiter.ts";
import type { Services } from "./services.ts";
import { createSharedLimiter } from "./shared-limiter.ts";

export interface Limits {
  /** Server actions and changing routes, by person. */
  actions: Limiter;
  /** Changes by key, by key. What sources send is bounded at their own door. */
  machines: Limiter;
  /** Sign-ins that failed, by address. */
  failedSignIns: Limiter;
  /** Sign-ins that were begun, by address: each costs the identity provider a request. */
  startedSignIns: Limiter;
}

const minuteMs = 60_000;
const place = globalThis as { countersignLimits?: Limits };

/** One set per process: bundles of Next each have their own copy of a module, and would count apart. */
export function limits(services: Pick<Services, "env" | "stores" | "clock" | "rails">): Limits {
  const shared = (name: string, points: (rails: GuardRails) => number) =>
    createSharedLimiter(services, {
      name,
      perMs: minuteMs,
      points: async () => points(await readRails(services)),
    });
  place.countersignLimits ??= {
    actions: shared("actions", (rails) => rails.actionsPerMinute),
    machines: createLimiter({ points: services.env.demo ? 6_000 : 120, perMs: minuteMs }),
    failedSignIns: shared("failed-sign-ins", (rails) => rails.failedSignInsPerMinute),
    // Spares the identity provider, and no rule of who may do what: each process by itself is enough.
    startedSignIns: createLimiter({ points: services.env.demo ? 600 : 60, perMs: minuteMs }),
  };
  return place.countersignLimits;
}
