import type { Model } from "./model.ts";
import { newRequest } from "./new-request.ts";
import { idle, type World } from "./world.ts";

export type WorldName = "suspension first" | "reactivation first";

export interface Start {
  /** Approvals that each of the two requests needs. */
  needed: readonly [number, number];
  world: World;
}

/** `outsideChanges`: how often somebody may change the state in 1Password behind the console's back, at most 3. */
export function startOf(
  name: WorldName,
  { model, outsideChanges }: { model: Model; outsideChanges: number },
): Start {
  const common = {
    by: null,
    outsideLeft: outsideChanges,
    workers: [idle, idle] as const,
    messages: [],
    ballots: [0, 0] as const,
  };
  switch (name) {
    case "suspension first": {
      const suspension = model.file(newRequest({ action: "suspend", needed: 2, snapshot: "ACTIVE" }));
      const world: World = { ...common, live: "ACTIVE", lastClaim: 0, requests: [suspension, 0] };
      return { needed: [2, 1], world };
    }
    case "reactivation first": {
      const reactivation = model.file(newRequest({ action: "reactivate", needed: 1, snapshot: "SUSPENDED" }));
      const world: World = { ...common, live: "SUSPENDED", lastClaim: 1, requests: [0, reactivation] };
      return { needed: [1, 1], world };
    }
  }
}
