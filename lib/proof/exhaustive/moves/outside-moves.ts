import { wants } from "#lib/proof/exhaustive/filed-request.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import type { Message, RequestIndex, World } from "#lib/proof/exhaustive/world.ts";
import { breachesOfLanding } from "#lib/proof/exhaustive/world-properties.ts";
import type { Emit } from "./move.ts";

/** What happens at 1Password's: somebody changes the state there, or a message for which nobody waits lands late. */
export function outsideMoves(model: Model, world: World, emit: Emit): void {
  if (world.outsideLeft > 0) {
    const next: World = {
      ...world,
      live: world.live === "ACTIVE" ? "SUSPENDED" : "ACTIVE",
      by: null,
      outsideLeft: world.outsideLeft - 1,
      requests: [model.outdated(world.requests[0]), model.outdated(world.requests[1])],
    };
    emit({
      who: "somebody",
      what: "changes the state in 1Password",
      request: null,
      next,
      breaches: none,
      fair: false,
    });
  }
  for (const message of world.messages) {
    const messages = world.messages.filter((each) => each !== message);
    emit({
      who: "a late message",
      what: "lands",
      request: message.request,
      next: { ...land(model, world, message.request), messages },
      breaches: breachesOfLanding(model, world, message),
      fair: false,
    });
  }
}

/** 1Password does as it was told. Saying the same twice changes nothing. */
export function land(model: Model, world: World, request: Message["request"]): World {
  const live = wants(model.filed(world.requests[request]));
  const by: RequestIndex | null = live === world.live ? world.by : request;
  return { ...world, live, by };
}
