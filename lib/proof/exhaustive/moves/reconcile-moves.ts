import { observe } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import { now } from "#lib/proof/exhaustive/ticks.ts";
import { idle, type World } from "#lib/proof/exhaustive/world.ts";
import { commit, type Emit, withWorker, type WorkerIndex } from "./move.ts";
import { sample } from "./sample.ts";

/** A worker that is free reads for a request whose outcome nobody knows. */
export function readingMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  for (const request of [0, 1] as const) {
    const id = world.requests[request];
    if (id === 0) continue;
    // Readings for a person to look at decide nothing, so the model spares them.
    const { status, nextTryAt } = model.filed(id).lifecycle;
    if (status !== "unknown" || (nextTryAt !== null && nextTryAt > now)) continue;
    const read = sample(model, world, request);
    const seen = world.live;
    const reading = {
      ...idle,
      phase: "reading",
      request,
      current: true,
      seen,
      askedQuiet: read.askedQuiet,
    } as const;
    const next = withWorker(read.world, index, reading);
    emit({ who: "reconciler", what: `reads ${seen}`, request, next, breaches: none, fair: true });
    // A reading that never came depends on nothing, so it is one step with its commit.
    const stepped = model.apply(id, observe(null, true));
    if (stepped === null) continue;
    const done = commit(model, world, request, stepped);
    emit({
      who: "reconciler",
      what: "gets no reading",
      request,
      next: done.world,
      breaches: done.breaches,
      fair: true,
    });
  }
}

export function observeMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const { request, seen, askedQuiet, current } = world.workers[index];
  const freed = withWorker(world, index, idle);
  const stepped = current ? model.apply(world.requests[request], observe(seen, askedQuiet)) : null;
  const done = stepped === null ? { world: freed, breaches: none } : commit(model, freed, request, stepped);
  const what = stepped === null ? "finds the row changed, stops" : `records ${seen}`;
  emit({ who: "reconciler", what, request, next: done.world, breaches: done.breaches, fair: true });
}
