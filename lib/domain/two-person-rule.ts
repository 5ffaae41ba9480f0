import type { Actor, PersonActor } from "./actor.ts";
import type { ErrorCode } from "./errors.ts";
import { emailKey } from "./person.ts";
import { rolesAllow } from "./roles.ts";
import type { Team, TeamPerson } from "./team.ts";

/** What the rule has to know of a request. */
export interface DecidableRequest {
  /** Whoever asked. Persons are compared, so any account of theirs will do. */
  requesterPersonId: string;
  /** E-mail of the person in 1Password whom the request is about. */
  subjectEmail: string;
  /** Whoever has voted already. */
  voterPersonIds: readonly string[];
}

export type Permit = { allowed: true } | { allowed: false; code: ErrorCode };

/**
 * What must hold of somebody who decides, in the order in which it is looked at: not the requester, whoever they are,
 * before any role; not the subject; not under investigation themselves; the role; not twice. Persons are compared, not
 * accounts.
 */
export function decisionGates(
  actor: PersonActor,
  request: DecidableRequest,
  team: Team,
): { code: ErrorCode; holds: boolean }[] {
  const me = team.personOf(actor.personId);
  const isSubject =
    emailKey(actor.email) === emailKey(request.subjectEmail) ||
    team.withEmail(request.subjectEmail).includes(me);
  return [
    { code: "self_approval", holds: me !== team.personOf(request.requesterPersonId) },
    { code: "subject_decides", holds: !isSubject },
    { code: "under_investigation", holds: !isSuspect(me, team) },
    { code: "role_missing", holds: rolesAllow(actor.roles, "decide_request") },
    { code: "already_voted", holds: !request.voterPersonIds.some((id) => team.personOf(id) === me) },
  ];
}

/**
 * May this actor decide on this request? The first gate that doesn't hold is the reason. The same answer disables the
 * button, refuses the call and goes into the log, so the three can't differ. There is no override.
 */
export function mayDecide(actor: Actor, request: DecidableRequest, team: Team): Permit {
  if (actor.kind !== "person") return { allowed: false, code: "machine_may_not" };
  const failed = decisionGates(actor, request, team).find((gate) => !gate.holds);
  return failed ? { allowed: false, code: failed.code } : { allowed: true };
}

/** Everybody who could decide on a request by this requester about this subject. */
export function eligibleApprovers(
  team: Team,
  request: Pick<DecidableRequest, "requesterPersonId" | "subjectEmail">,
): TeamPerson[] {
  const left = new Set([team.personOf(request.requesterPersonId), ...team.withEmail(request.subjectEmail)]);
  return team.persons.filter(
    (person) =>
      !person.disabled &&
      !left.has(person.id) &&
      person.suspicion === null &&
      rolesAllow(person.roles, "decide_request"),
  );
}

/** A suspect decides nothing: from the request for their suspension until that is settled. */
export function isSuspect(personId: string, team: Team): boolean {
  const me = team.personOf(personId);
  return team.persons.some((person) => person.id === me && person.suspicion !== null);
}
