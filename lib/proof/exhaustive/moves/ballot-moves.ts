import { approveOn } from "#lib/proof/exhaustive/happenings.ts";
import type { Model } from "#lib/proof/exhaustive/model.ts";
import { firstApprover, mayVote, personNames, secondApprover } from "#lib/proof/exhaustive/people.ts";
import { none } from "#lib/proof/exhaustive/properties.ts";
import type { RequestIndex, World } from "#lib/proof/exhaustive/world.ts";
import { commit, type Emit } from "./move.ts";

/**
 * Only for the ablation in which the count isn't atomic: an approver's vote reads the tally, and writes one more some
 * time later without looking again. With the conditional update a lost race is decided anew, which is one step.
 */
export function ballotMoves(model: Model, world: World, index: RequestIndex, emit: Emit): void {
  const request = model.filed(world.requests[index]);
  for (const slot of [0, 1] as const) {
    const voter = slot === 0 ? firstApprover : secondApprover;
    const who = personNames[voter] ?? "an approver";
    const read = world.ballots[slot];
    const withBallot = (value: number): World => ({
      ...world,
      ballots: slot === 0 ? [value, world.ballots[1]] : [world.ballots[0], value],
    });
    if (read === 0) {
      if (!mayVote(voter, request, true)) continue;
      const next = withBallot(request.lifecycle.approvals + 1);
      emit({ who, what: "reads the tally", request: index, next, breaches: none, fair: false });
      continue;
    }
    const stepped = model.apply(world.requests[index], approveOn(voter, read - 1));
    if (stepped === null) continue;
    const { world: next, breaches } = commit(model, withBallot(0), index, stepped);
    emit({ who, what: "writes vote and tally", request: index, next, breaches, fair: false });
  }
}
