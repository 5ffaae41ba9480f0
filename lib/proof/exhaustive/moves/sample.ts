import type { Model } from "#lib/proof/exhaustive/model.ts";
import { now } from "#lib/proof/exhaustive/ticks.ts";
import type { RequestIndex, World } from "#lib/proof/exhaustive/world.ts";
import { withRequest } from "./move.ts";

/**
 * A reading of 1Password. What is learnt is committed later, and much can happen between: so whether the quiet time
 * was over is noted as of the reading. A reading that doesn't come is no move: whoever waits for it can give up.
 */
export function sample(
  model: Model,
  world: World,
  request: RequestIndex,
): { world: World; askedQuiet: boolean } {
  const id = world.requests[request];
  const { quietUntil } = model.filed(id).lifecycle;
  const sighted = model.sighted(id, world.live);
  const isQuiet = quietUntil === null || quietUntil <= now;
  return {
    world: sighted === id ? world : withRequest(world, request, sighted),
    askedQuiet: isQuiet || !model.switches.quietAtReading,
  };
}
