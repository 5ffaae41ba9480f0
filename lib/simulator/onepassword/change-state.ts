import type { Account } from "./account.ts";
import { errorAnswer, type HttpAnswer, jsonAnswer } from "./answer.ts";
import type { Call } from "./call.ts";
import { checkAccess } from "./check-access.ts";
import { type Person, type PersonState, toWireUser } from "./person.ts";
import { findPerson, userNotFound } from "./read-people.ts";

export type Action = "suspend" | "reactivate";

export interface Change {
  answer: HttpAnswer;
  /** Number of the ledger's entry; null when nothing was carried out. */
  effect: number | null;
}

const targets: Record<Action, PersonState> = { suspend: "SUSPENDED", reactivate: "ACTIVE" };

/** `:suspend` and `:reactivate`: idempotent, at once, answered with the user as they are afterwards. */
export function changeState(account: Account, call: Call & { op: Action }, source: "call" | "late"): Change {
  const access = checkAccess(account, call, call.op);
  if (!access.allowed) return { answer: access.answer, effect: null };
  const person = findPerson(account, call.userId);
  const refusal = person === null ? userNotFound() : refuse(account, person, call.op);
  if (person === null || refusal !== null) return { answer: refusal ?? userNotFound(), effect: null };
  const before = person.state;
  const after = targets[call.op];
  const effect = account.recordEffect({
    time: account.now().toISOString(),
    operation: call.op,
    user: person.id,
    before,
    after,
    changed: before !== after,
    application: access.application.name,
    requestId: call.requestId,
    userAgent: call.userAgent,
    source,
  });
  return { answer: jsonAnswer(200, toWireUser(account.id, person)), effect };
}

function refuse(account: Account, person: Person, action: Action): HttpAnswer | null {
  if (account.modes.provisioning) return provisioningOn();
  if (person.state === "STATE_UNSPECIFIED") return errorAnswer(9, "user_not_confirmed");
  if (action === "reactivate" || person.state === "SUSPENDED") return null;
  if (person.role === "external_account_manager") return externalManager();
  if (person.role === "owner" && account.people.activeOwners() === 1) return lastOwner();
  return null;
}

export function lastOwner(): HttpAnswer {
  return errorAnswer(7, "no_owner_remain");
}

export function externalManager(): HttpAnswer {
  return errorAnswer(7, "external_account_manager");
}

export function provisioningOn(): HttpAnswer {
  return errorAnswer(7, "provisioning_enabled");
}

/** Somebody changes a person in 1Password itself: no call, no credential, only the effect. */
export function changeFromOutside(account: Account, userId: string, after: PersonState): void {
  const person = account.people.find(userId);
  if (person === undefined || person.state === after) return;
  account.recordEffect({
    time: account.now().toISOString(),
    operation: after === "SUSPENDED" ? "suspend" : "reactivate",
    user: person.id,
    before: person.state,
    after,
    changed: true,
    application: null,
    requestId: null,
    userAgent: null,
    source: "outside",
  });
}
