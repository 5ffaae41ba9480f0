import { isStateFit } from "#lib/domain/request.ts";
import type { FiledRequest, LiveState } from "#lib/proof/exhaustive/filed-request.ts";
import { approveBy, approvers, deny, makeStale, settle, withdraw } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { newRequest } from "#lib/proof/exhaustive/new-request.ts";
import { mayVote, personNames } from "#lib/proof/exhaustive/people.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import { other, type RequestIndex, type World } from "#lib/proof/exhaustive/world.ts";
import { ballotMoves } from "./ballot-moves.ts";
import { commit, type Emit, withRequest } from "./move.ts";
import { sample } from "./sample.ts";

/** What people do: ask, approve, deny, take back, settle. Each reads 1Password in the same breath, as the use-cases do. */
export function peopleMoves(model: Model, world: World, needed: readonly [number, number], emit: Emit): void {
  for (const index of [0, 1] as const) {
    const id = world.requests[index];
    if (id === 0) askMoves(model, world, { index, needed: needed[index] }, emit);
    else decideMoves(model, world, index, emit);
  }
}

function askMoves(
  model: Model,
  world: World,
  { index, needed }: { index: RequestIndex; needed: number },
  emit: Emit,
): void {
  const action = index === 0 ? "suspend" : "reactivate";
  const opposite = world.requests[other(index)];
  const oppositeStatus = opposite === 0 ? null : model.filed(opposite).lifecycle.status;
  if (!isStateFit(action, world.live, action === "suspend" ? oppositeStatus : null)) return;
  const asked = model.file(newRequest({ action, needed, snapshot: world.live }));
  emit({
    who: "requester",
    what: `asks (${world.live})`,
    request: index,
    next: withRequest(world, index, asked),
    breaches: none,
    fair: false,
  });
}

function decideMoves(model: Model, world: World, index: RequestIndex, emit: Emit): void {
  const id = world.requests[index];
  const request = model.filed(id);
  const { status } = request.lifecycle;
  if (status === "pending") {
    if (model.switches.atomicVotes) approveMoves(model, world, index, emit);
    else ballotMoves(model, world, index, emit);
    simpleMove(model, world, { index, who: "an approver", what: "denies", happening: deny }, emit);
  }
  if (status === "pending" || status === "approved") {
    simpleMove(
      model,
      world,
      { index, who: "requester", what: "withdraws or recalls", happening: withdraw },
      emit,
    );
  }
  if (status === "needs_attention") {
    // The two readings that agree are taken in the same breath as the decision.
    const happening = settle(world.live, true);
    const read = sample(model, world, index).world;
    simpleMove(
      model,
      read,
      { index, who: "IAM lead", what: `settles (${world.live})`, happening, fair: true },
      emit,
    );
  }
}

function approveMoves(model: Model, world: World, index: RequestIndex, emit: Emit): void {
  const request = model.filed(world.requests[index]);
  for (const voter of approvers) {
    if (!mayVote(voter, request, model.switches.secondPerson)) continue;
    const happening = hasChanged(request, world.live) ? makeStale : approveBy[voter];
    const who = personNames[voter];
    if (happening === undefined || who === undefined) continue;
    const what = happening === makeStale ? `finds it changed (${world.live})` : "approves";
    simpleMove(model, world, { index, who, what, happening }, emit);
  }
}

function hasChanged({ lifecycle, snapshot }: FiledRequest, live: LiveState): boolean {
  const outstanding = lifecycle.action === "suspend" && snapshot === "SUSPENDED";
  return !outstanding && snapshot !== live;
}

function simpleMove(
  model: Model,
  world: World,
  given: {
    index: RequestIndex;
    who: string;
    what: string;
    happening: Parameters<Model["apply"]>[1];
    fair?: boolean;
  },
  emit: Emit,
): void {
  const { index, who, what, happening, fair = false } = given;
  const stepped = model.apply(world.requests[index], happening);
  if (stepped === null) return;
  const { world: next, breaches } = commit(model, world, index, stepped);
  emit({ who, what, request: index, next, breaches, fair });
}
