import type { Actor } from "./actor.ts";
import type { ErrorCode } from "./errors.ts";
import { emailKey } from "./person.ts";
import { rolesAllow, type Role } from "./roles.ts";

/** What the rule has to know of a request. */
export interface DecidableRequest {
  requesterPersonId: string;
  /** E-mail of the person in 1Password whom the request is about. */
  subjectEmail: string;
  /** Persons who have voted already. */
  voterPersonIds: readonly string[];
}

export type Permit = { allowed: true } | { allowed: false; code: ErrorCode };

/**
 * May this actor decide on this request? The requester is refused first, whoever they are, before any role is looked
 * at; then the subject. Persons are compared, not accounts. The same answer disables the button, refuses the call and
 * goes into the log, so the three can't differ. There is no override.
 */
export function mayDecide(actor: Actor, request: DecidableRequest): Permit {
  if (actor.kind !== "person") return { allowed: false, code: "machine_may_not" };
  if (actor.personId === request.requesterPersonId) return { allowed: false, code: "self_approval" };
  if (isSubject(actor, request.subjectEmail)) return { allowed: false, code: "subject_decides" };
  if (!rolesAllow(actor.roles, "decide_request")) return { allowed: false, code: "role_missing" };
  if (request.voterPersonIds.includes(actor.personId)) return { allowed: false, code: "already_voted" };
  return { allowed: true };
}

/** A member as the question "who could approve this?" sees them. */
export interface PossibleApprover {
  id: string;
  email: string;
  roles: readonly Role[];
  disabledAt: Date | null;
}

/** Everybody who could decide on a request by this requester about this subject. */
export function eligibleApprovers<T extends PossibleApprover>(
  members: readonly T[],
  request: Pick<DecidableRequest, "requesterPersonId" | "subjectEmail">,
): T[] {
  return members.filter(
    (member) =>
      member.disabledAt === null &&
      member.id !== request.requesterPersonId &&
      !isSubject(member, request.subjectEmail) &&
      rolesAllow(member.roles, "decide_request"),
  );
}

// An equal e-mail may take the right to decide away. It never gives one.
function isSubject(person: { email: string }, subjectEmail: string): boolean {
  return emailKey(person.email) === emailKey(subjectEmail);
}
