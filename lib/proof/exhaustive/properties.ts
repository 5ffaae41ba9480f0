import { isEnded, type Lifecycle } from "#lib/domain/request.ts";
import type { FiledRequest } from "./filed-request.ts";
import type { Happening } from "./happenings.ts";
import { isSecondPerson } from "./people.ts";
import { now, settings } from "./ticks.ts";

/** What has to hold, in the words of the rules for the life of a request. */
export const rules = {
  secondPersons:
    "a call leaves only with enough approvals by distinct persons, neither requester nor subject",
  unsentEnds: "nothing of a denied, withdrawn, expired or stale request was sent or will be in force",
  finalEnds: "ends are final",
  tally: "the tally equals the votes",
  oneHolder: "one holder per user",
  oneFence: "at most one worker has a live fence for a user",
  oldFence: "a worker with an old fence changes nothing",
  leaveBy: "no byte leaves later than the pause after the dispatch mark",
  markFirst: "every effect has a dispatch mark before it",
  order: "no effect of an older claim comes after a newer opposite request has succeeded",
  quietState: "once all is quiet, the state is what the newest succeeded request wanted",
  newerSuspension: "a reactivation approved before a suspension succeeded is not carried out after it",
  seen: "succeeded only if the wanted state was seen after a dispatch of this request",
  noEffect: "failed and refused: no effect in force, and none on its way",
  bounded: "counted attempts are bounded, and none comes after executeBy",
  neverWaits: "an approved and due suspension is never held up by an uncertain reactivation",
  canEnd: "every request can still end, and the user is released",
  database: "what is written keeps the database's own checks",
} as const;
export type Rule = keyof typeof rules;

export const none: readonly Rule[] = [];

/** What a commit of one request shows by itself. Whatever needs the rest of the world is in world-properties.ts. */
export function breachesOfCommit(
  before: FiledRequest,
  after: FiledRequest,
  { event }: Happening,
): readonly Rule[] {
  const found: Rule[] = [];
  const was = before.lifecycle;
  const is = after.lifecycle;
  if (isEnded(was.status)) return was.status === is.status ? none : ["finalEnds"];
  if (is.approvals !== countBits(after.voters)) found.push("tally");
  if (isPastDecision(is.status) && !hasQuorum(after)) found.push("secondPersons");
  if (is.attempts > settings.maxAttempts || is.attempts < 0) found.push("bounded");
  if (event.kind === "mark" && was.executeBy !== null && now >= was.executeBy) found.push("bounded");
  if (event.kind === "mark" && before.outrun) found.push("newerSuspension");
  if (isUnsent(is.status) && is.attempts !== 0) found.push("unsentEnds");
  if (is.status === "succeeded" && was.status !== "succeeded" && after.sight === "none") found.push("seen");
  if (!keepsChecks(is)) found.push("database");
  return found.length === 0 ? none : found;
}

export function isUnsent(status: Lifecycle["status"]): boolean {
  return status === "denied" || status === "withdrawn" || status === "expired" || status === "stale";
}

/** Enough distinct second persons voted, whatever the tally says. */
export function hasQuorum({ voters, lifecycle }: FiledRequest): boolean {
  let distinct = 0;
  for (let person = 0; voters >> person > 0; person++) {
    if (((voters >> person) & 1) === 1 && isSecondPerson(person)) distinct++;
  }
  return distinct >= lifecycle.needed;
}

function isPastDecision(status: Lifecycle["status"]): boolean {
  return (
    status === "approved" || status === "executing" || status === "unknown" || status === "needs_attention"
  );
}

/** The checks of db/schema/requests.ts: a step that they would refuse could never be written. */
function keepsChecks(request: Lifecycle): boolean {
  const { status, approvals, needed } = request;
  if (approvals > needed) return false;
  switch (status) {
    case "proposed":
    case "pending":
      return approvals < needed && request.attempts === 0;
    case "executing":
      return approvals === needed && request.leaseUntil !== null && request.holdsUser;
    case "unknown":
      return approvals === needed && request.attempts >= 1 && request.holdsUser;
    case "approved":
    case "needs_attention":
    case "succeeded":
    case "refused":
    case "failed":
    case "superseded":
      return approvals === needed && request.executeBy !== null;
    case "denied":
    case "withdrawn":
    case "expired":
    case "stale":
      return request.attempts === 0;
  }
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
