import { type Actor, makePersonActor, type PersonActor } from "#lib/domain/actor.ts";
import { formTeam } from "#lib/domain/team.ts";
import { mayDecide } from "#lib/domain/two-person-rule.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { FiledRequest } from "./filed-request.ts";
import { now } from "./ticks.ts";

const subjectEmail = "subject@example.com";

function person(personId: string, roles: readonly Role[], email = `${personId}@example.com`): PersonActor {
  return makePersonActor({
    personId,
    name: personId,
    email,
    roles,
    iss: "https://idp.example.com",
    sub: personId,
    sessionRef: personId,
    amr: [],
    authTime: now,
  });
}

/**
 * The requester has the approver's role as well, and so has the subject: both try to approve at every moment, and so
 * does somebody without the role.
 */
const people: readonly { name: string; actor: PersonActor }[] = [
  { name: "requester", actor: person("requester", ["analyst", "iam_lead"]) },
  { name: "approver 1", actor: person("approver-1", ["iam_lead"]) },
  { name: "approver 2", actor: person("approver-2", ["iam_lead"]) },
  { name: "subject", actor: person("somebody", ["iam_lead"], " Subject@Example.com ") },
  { name: "analyst", actor: person("analyst", ["analyst"]) },
];

/** The team that production's rule looks at: every account a person of its own. */
const team = formTeam({
  accounts: people.map(({ actor }) => ({
    id: actor.personId,
    name: actor.name,
    email: actor.email,
    roles: [...actor.roles],
    firstSeenAt: now,
    lastSeenAt: null,
    disabledAt: null,
    linkedToPersonId: null,
  })),
  suspicions: [],
  lifted: [],
});

/** Without the rule the subject's own account is looked at as if it were somebody else's. */
const teamWithoutSubject = formTeam({ accounts: [], suspicions: [], lifted: [] });

export const personNames = people.map(({ name }) => name);
export const firstApprover = 1;
export const secondApprover = 2;

export function isSecondPerson(voter: number): boolean {
  return voter === firstApprover || voter === secondApprover;
}

/**
 * Production's own answer. Where the rule is taken out, requester and subject are taken for somebody else, so that
 * only role and earlier votes are left.
 */
export function mayVote(voter: number, { voters }: FiledRequest, secondPersonRule: boolean): boolean {
  const found = people[voter];
  if (found === undefined) return false;
  const voterPersonIds = people.filter((_, index) => ((voters >> index) & 1) === 1).map(idOf);
  const request = {
    requesterPersonId: secondPersonRule ? "requester" : "somebody else",
    subjectEmail: secondPersonRule ? subjectEmail : "somebody.else@example.com",
    voterPersonIds,
  };
  return mayDecide(found.actor, request, secondPersonRule ? team : teamWithoutSubject).allowed;
}

/** The two approvers are alike: whoever of them votes first counts as the first. */
export function canonicalVoters(voters: number): number {
  const onlySecond = (voters & (1 << secondApprover)) !== 0 && (voters & (1 << firstApprover)) === 0;
  return onlySecond ? (voters & ~(1 << secondApprover)) | (1 << firstApprover) : voters;
}

function idOf({ actor }: { actor: Actor }): string {
  return actor.kind === "person" ? actor.personId : "";
}
