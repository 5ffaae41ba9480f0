import { isEnded } from "#lib/domain/request.ts";
import { claim, claimFrom, handOver, type Happening, supersede } from "#lib/proof/exhaustive/happenings.ts";
import type { Model, Stepped } from "#lib/proof/exhaustive/model.ts";
import type { Rule } from "#lib/proof/exhaustive/properties.ts";
import { ticksUntil } from "#lib/proof/exhaustive/ticks.ts";
import { idle, other, type RequestIndex, type Worker, type World } from "#lib/proof/exhaustive/world.ts";
import { commit, type Emit, withWorker, type WorkerIndex } from "./move.ts";
import { stopWorkers } from "./stop-workers.ts";

/**
 * The claim, as claim-request.ts drives it. Reading the holder and claiming are one step: the holder's row is guarded
 * by its version, and where nobody held the user, the unique index refuses a claim that came too late.
 */
export function claimMoves(model: Model, world: World, worker: WorkerIndex, emit: Emit): void {
  for (const index of [0, 1] as const) {
    const id = world.requests[index];
    if (id === 0 || model.filed(id).lifecycle.status !== "approved") continue;
    const holder = holderOtherThan(model, world, index);
    if (holder === null) claimMove(model, world, { worker, index, happening: claim }, emit);
    else if (index === 0 && model.switches.takesOver) takeOverMove(model, world, worker, emit);
  }
}

/** The second half of the take-over where it isn't one commit: whatever was learnt of the quiet is in the worker. */
export function claimTakenMove(model: Model, world: World, worker: WorkerIndex, emit: Emit): void {
  const happening = claimFrom(world.workers[worker].ticks);
  claimMove(model, withWorker(world, worker, idle), { worker, index: 0, happening }, emit);
}

function holderOtherThan(model: Model, world: World, index: RequestIndex): number | null {
  const id = world.requests[other(index)];
  if (!model.switches.singleFlight || id === 0) return null;
  return model.filed(id).lifecycle.holdsUser ? id : null;
}

function takeOverMove(model: Model, world: World, worker: WorkerIndex, emit: Emit): void {
  const { lifecycle } = model.filed(world.requests[1]);
  const given = model.apply(world.requests[1], isEnded(lifecycle.status) ? handOver : supersede);
  if (given === null) return;
  const quiet = lifecycle.quietUntil === null ? 0 : ticksUntil(lifecycle.quietUntil);
  const freed = commit(model, world, 1, given);
  if (!model.switches.takeoverInOneCommit) {
    const next = withWorker(freed.world, worker, { ...idle, phase: "taken", ticks: quiet });
    emit({
      who: "executor",
      what: "takes the user over",
      request: 1,
      next,
      breaches: freed.breaches,
      fair: true,
    });
    return;
  }
  const happening = claimFrom(quiet);
  claimMove(model, freed.world, { worker, index: 0, happening, breaches: freed.breaches }, emit);
}

function claimMove(
  model: Model,
  world: World,
  given: { worker: WorkerIndex; index: RequestIndex; happening: Happening; breaches?: readonly Rule[] },
  emit: Emit,
): void {
  const { worker, index, happening, breaches = [] } = given;
  if (holderOtherThan(model, world, index) !== null) return;
  const stepped = model.apply(world.requests[index], happening);
  if (stepped === null) return;
  const done = commit(model, world, index, stepped);
  emit({
    who: "executor",
    what: happening === claim ? "claims" : "claims, taking the user over",
    request: index,
    next: withWorker(newestClaim(model, done.world, index), worker, claimed(stepped, index)),
    breaches: [...breaches, ...done.breaches],
    fair: true,
  });
}

/** From here on every other claim of the request is an old one, and all that the other request sent is overtaken. */
function newestClaim(model: Model, world: World, index: RequestIndex): World {
  const grownOld = (worker: Worker): Worker => {
    if (worker.phase === "idle" || worker.phase === "reading" || worker.phase === "taken") return worker;
    return worker.request === index ? { ...worker, current: false } : { ...worker, overtaken: true };
  };
  const lastClaim = isLost(model, world, other(index)) ? 0 : index;
  const messages = world.messages.map((each) =>
    each.request === index ? each : { ...each, overtaken: true },
  );
  const workers = [grownOld(world.workers[0]), grownOld(world.workers[1])] as const;
  return stopWorkers(model, { ...world, lastClaim, messages, workers }, index);
}

function isLost(model: Model, world: World, index: RequestIndex): boolean {
  const id = world.requests[index];
  if (id === 0) return false;
  const { status } = model.filed(id).lifecycle;
  return isEnded(status) && status !== "succeeded";
}

function claimed({ after: { lifecycle, snapshot } }: Stepped, request: RequestIndex): Worker {
  const anyState = lifecycle.overtook || (lifecycle.action === "suspend" && snapshot === "SUSPENDED");
  const check = lifecycle.attempts > 0 ? "counted" : anyState ? "any_state" : "as_snapshot";
  return { ...idle, phase: "claimed", request, current: true, check };
}
