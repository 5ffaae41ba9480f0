import "server-only";

import { createLimiter } from "./limiter.ts";
import type { Limiter } from "./limiter.ts";

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
export function limits({ demo }: { demo: boolean }): Limits {
  place.countersignLimits ??= {
    actions: createLimiter({ points: demo ? 600 : 30, perMs: minuteMs }),
    machines: createLimiter({ points: demo ? 6_000 : 120, perMs: minuteMs }),
    failedSignIns: createLimiter({ points: 10, perMs: minuteMs }),
    startedSignIns: createLimiter({ points: demo ? 600 : 60, perMs: minuteMs }),
  };
  return place.countersignLimits;
}
