import type { Model } from "#lib/proof/exhaustive/model.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import { idle, type World } from "#lib/proof/exhaustive/world.ts";
import { checkMoves, findDoneMove, markMove, staleMove } from "./check-moves.ts";
import { claimMoves, claimTakenMove } from "./claim-moves.ts";
import { clockMoves } from "./clock-moves.ts";
import {
  answeredMoves,
  cutMove,
  markedMoves,
  noEffectMoves,
  succeedMove,
  waitingMoves,
} from "./dispatch-moves.ts";
import { type Emit, withWorker, type WorkerIndex } from "./move.ts";
import { outsideMoves } from "./outside-moves.ts";
import { peopleMoves } from "./people-moves.ts";
import { observeMove, readingMoves } from "./reconcile-moves.ts";

/** Everything that can happen next, to whomever. Nobody has to hurry: whoever could move may as well not. */
export function allMoves(model: Model, world: World, needed: readonly [number, number], emit: Emit): void {
  clockMoves(model, world, emit);
  peopleMoves(model, world, needed, emit);
  outsideMoves(model, world, emit);
  const [first, second] = world.workers;
  workerMoves(model, world, 0, emit);
  // Two workers that stand alike do alike.
  if (first !== second) workerMoves(model, world, 1, emit);
}

function workerMoves(model: Model, world: World, index: WorkerIndex, emit: Emit): void {
  const worker = world.workers[index];
  switch (worker.phase) {
    case "idle":
      claimMoves(model, world, index, emit);
      return readingMoves(model, world, index, emit);
    case "taken":
      claimTakenMove(model, world, index, emit);
      break;
    case "claimed":
      checkMoves(model, world, index, emit);
      break;
    case "to_mark":
      markMove(model, world, index, emit);
      break;
    case "to_find_done":
      findDoneMove(model, world, index, emit);
      break;
    case "to_stale":
      staleMove(model, world, index, emit);
      break;
    case "marked":
      markedMoves(model, world, index, emit);
      break;
    case "waiting":
      waitingMoves(model, world, index, emit);
      break;
    case "unlanded":
      noEffectMoves(model, world, index, emit);
      break;
    case "cut":
      cutMove(model, world, index, emit);
      break;
    case "answered":
      answeredMoves(model, world, index, emit);
      break;
    case "to_succeed":
      succeedMove(model, world, index, emit);
      break;
    case "reading":
      observeMove(model, world, index, emit);
  }
  crashMove(world, index, emit);
}

/** The process dies with all that it knew, and starts anew. A message that it sent goes its own way. */
function crashMove(world: World, index: WorkerIndex, emit: Emit): void {
  const { phase, request, ticks, overtaken } = world.workers[index];
  const freed = withWorker(world, index, idle);
  const messages = phase === "waiting" ? [...world.messages, { request, ticks, overtaken }] : world.messages;
  emit({
    who: "worker",
    what: `crashes (${phase})`,
    request,
    next: { ...freed, messages },
    breaches: none,
    fair: false,
  });
}
