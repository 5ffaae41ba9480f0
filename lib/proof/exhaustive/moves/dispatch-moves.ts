import { wants } from "#lib/proof/exhaustive/filed-request.ts";
import { type Happening, loseAnswer, refuse, release, succeed } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import { landTicks, lateTicks } from "#lib/proof/exhaustive/ticks.ts";
import { type Phase, type Worker, type World } from "#lib/proof/exhaustive/world.ts";
import { breachesOfLanding, breachesOfSend } from "#lib/proof/exhaustive/world-properties.ts";
import { fenceOf } from "./check-moves.ts";
import { type Emit, withWorker, type WorkerIndex } from "./move.ts";
import { land } from "./outside-moves.ts";
import { sample } from "./sample.ts";
import { workerCommit } from "./worker-commit.ts";

/** From the dispatch mark to the first byte. */
export function markedMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const happening = release(fenceOf(model, world.workers[index]));
  const what = "gets no seal or no connection, or is too late: releases";
  workerCommit(model, world, { index, happening, what }, emit);
  sendMove(model, world, index, emit);
}

export function cutMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const happening = loseAnswer(fenceOf(model, world.workers[index]));
  workerCommit(model, world, { index, happening, what: "has no certain answer" }, emit);
}

/** An answer alone is no success: the reading after it has to show the same. */
export function answeredMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const happening = loseAnswer(fenceOf(model, world.workers[index]));
  const what = "can't confirm the answer by a reading";
  workerCommit(model, world, { index, happening, what }, emit);
  confirmMove(model, world, index, emit);
}

export function succeedMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  const happening = succeed(fenceOf(model, worker) ? 1 : 0, worker.askedQuiet);
  workerCommit(model, world, { index, happening, what: "records the success" }, emit);
}

function sendMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  if (model.switches.leaveBy && worker.ticks === 0) return;
  emit({
    who: "executor",
    what: "sends",
    request: worker.request,
    next: withWorker(world, index, { ...worker, phase: "waiting", ticks: landTicks }),
    breaches: breachesOfSend(model, world, worker),
    fair: true,
  });
}

export function waitingMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  const { request, ticks } = worker;
  noEffectMoves(model, world, index, emit);

  const landed = land(model, world, request);
  const breaches = breachesOfLanding(model, world, worker);
  const become = (what: string, phase: Phase) => {
    const next = withWorker(landed, index, { ...worker, phase, ticks: 0 });
    emit({ who: "1Password", what, request, next, breaches, fair: false });
  };
  become("does it, and the answer is lost", "cut");
  // Later than the client's time limit no answer is waited for.
  if (ticks >= lateTicks) become("does it and answers", "answered");
}

/**
 * A call that had no effect so far. 1Password may have refused it, or said "not now": then its message never lands,
 * and when exactly it was dropped makes no difference, so it is dropped when the worker records that.
 */
export function noEffectMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  const { request, ticks, overtaken } = worker;
  const fence = fenceOf(model, worker);
  const dropped = withWorker(world, index, { ...worker, phase: "unlanded", ticks: 0 });
  const save = (what: string, happening: Happening) =>
    workerCommit(model, dropped, { index, happening, what, fair: false }, emit);
  save("records 1Password's refusal", refuse(fence));
  save("records 'not now' (401, 429)", release(fence));
  const left = worker.phase === "waiting" ? { left: { request, ticks, overtaken } } : {};
  workerCommit(model, world, { index, happening: loseAnswer(fence), what: "times out", ...left }, emit);
}

function confirmMove(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  if (wants(model.filed(world.requests[worker.request])) !== world.live) return;
  const read = sample(model, world, worker.request);
  const confirmed: Worker = { ...worker, phase: "to_succeed", askedQuiet: read.askedQuiet };
  emit({
    who: "executor",
    what: `reads ${world.live} after the answer`,
    request: worker.request,
    next: withWorker(read.world, index, confirmed),
    breaches: none,
    fair: true,
  });
}
