import { wants } from "#lib/proof/exhaustive/filed-request.ts";
import { findDone, makeStale, mark, release, releaseAtOnce } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { hasQuorum, none } from "#lib/proof/exhaustive/properties.ts";
import { pauseTicks } from "#lib/proof/exhaustive/ticks.ts";
import { idle, type Worker, type World } from "#lib/proof/exhaustive/world.ts";
import { type Emit, withWorker, type WorkerIndex } from "./move.ts";
import { sample } from "./sample.ts";
import { workerCommit } from "./worker-commit.ts";

/** After the claim: token, check of the approval, reading. No byte can leave before the mark. */
export function checkMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  const go = (what: string, next: World) =>
    emit({ who: "executor", what, request: worker.request, next, breaches: none, fair: true });

  const happening = release(fenceOf(model, worker));
  workerCommit(model, world, { index, happening, what: "gets no token or no reading, releases" }, emit);

  giveUpMove(model, world, index, emit);
  const request = model.filed(world.requests[worker.request]);
  if (model.switches.secondPerson && !hasQuorum(request)) return;
  if (model.switches.yieldsToSuspension && request.outrun) return;

  const read = sample(model, world, worker.request);
  const wanted = wants(request) === world.live;
  // A state that has changed is one of the grounds for which the move above gives up.
  if (worker.check === "as_snapshot" && request.snapshot !== world.live) return;
  const phase = worker.check === "counted" && wanted ? "to_find_done" : "to_mark";
  const asked = phase === "to_find_done" && read.askedQuiet;
  go(`reads ${world.live}`, withWorker(read.world, index, { ...worker, phase, askedQuiet: asked }));
}

export function findDoneMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  const happening = findDone(fenceOf(model, worker) ? 1 : 0, worker.askedQuiet);
  workerCommit(model, world, { index, happening, what: "finds it done already" }, emit);
}

/**
 * The ground is gone: the state or the identity changed, an approver lost the role, the bytes don't fit the digest.
 * Possible whenever the executor looks, so when it looked makes no difference and it is one step with the commit.
 */
function giveUpMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  if (worker.check !== "counted") return staleMove(model, world, index, emit);
  const onward: Worker = { ...worker, phase: "to_stale" };
  const happening = releaseAtOnce(fenceOf(model, worker));
  const what = "finds the ground gone, releases";
  workerCommit(model, world, { index, happening, what, onward, otherwise: onward }, emit);
}

export function staleMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  // The row may long be another worker's: only the fence tells.
  if (model.switches.staleUnderFence && !fenceOf(model, worker)) {
    const next = withWorker(world, index, idle);
    return emit({
      who: "executor",
      what: "stops",
      request: worker.request,
      next,
      breaches: none,
      fair: true,
    });
  }
  const what = "finds the ground gone, makes it stale";
  workerCommit(model, world, { index, happening: makeStale, what }, emit);
}

export function markMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  const onward: Worker = { ...worker, phase: "marked", ticks: pauseTicks, check: "as_snapshot" };
  if (!model.switches.markFirst) {
    const next = withWorker(world, index, onward);
    const { request } = worker;
    return emit({
      who: "executor",
      what: "goes on without a mark",
      request,
      next,
      breaches: none,
      fair: false,
    });
  }
  workerCommit(
    model,
    world,
    { index, happening: mark(fenceOf(model, worker)), what: "marks the dispatch", onward },
    emit,
  );
}

/** What the worker shows as its fence: its own, or where fences are taken out whatever is newest. */
export function fenceOf(model: Model, worker: Worker): boolean {
  return worker.current || !model.switches.fence;
}
