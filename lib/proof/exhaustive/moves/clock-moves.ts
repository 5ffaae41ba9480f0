import { isEnded } from "#lib/domain/request.ts";
import { expire, freeUser, type Happening, loseLease } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import type { Message, Worker, World } from "#lib/proof/exhaustive/world.ts";
import { commit, type Emit } from "./move.ts";

/** Time, and what the sweeper does because of it. */
export function clockMoves(model: Model, world: World, emit: Emit): void {
  emit({ who: "time", what: "goes on", request: null, next: tick(model, world), breaches: none, fair: true });
  for (const index of [0, 1] as const) {
    const id = world.requests[index];
    if (id === 0) continue;
    const sweep = sweeping(model, id);
    const stepped = sweep && model.apply(id, sweep.happening);
    if (!sweep || !stepped) continue;
    const { world: next, breaches } = commit(model, world, index, stepped);
    emit({ who: "sweeper", what: sweep.what, request: index, next, breaches, fair: true });
  }
}

function sweeping(model: Model, id: number): { what: string; happening: Happening } | null {
  const { status, holdsUser } = model.filed(id).lifecycle;
  if (status === "pending" || status === "approved")
    return { what: "ends it by the clock", happening: expire };
  if (status === "executing") return { what: "ends the lease", happening: loseLease };
  if (!isEnded(status) || !holdsUser) return null;
  const isSwept = status === "succeeded" || status === "refused" || status === "failed";
  return isSwept || model.switches.freesEveryEnd ? { what: "frees the user", happening: freeUser } : null;
}

function tick(model: Model, world: World): World {
  const [first, second] = world.workers;
  const messages: Message[] = [];
  // A message that never lands is the same as a lost one, so losing one needs no move of its own.
  for (const message of world.messages) {
    if (message.ticks > 0) messages.push({ ...message, ticks: message.ticks - 1 });
  }
  return {
    ...world,
    requests: [model.later(world.requests[0]), model.later(world.requests[1])],
    workers: [tickWorker(first), tickWorker(second)],
    messages,
  };
}

function tickWorker(worker: Worker): Worker {
  if (worker.phase === "waiting" && worker.ticks === 0) return { ...worker, phase: "unlanded" };
  return worker.ticks === 0 ? worker : { ...worker, ticks: worker.ticks - 1 };
}
