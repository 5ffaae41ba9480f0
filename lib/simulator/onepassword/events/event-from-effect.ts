import type { EffectEntry } from "#lib/simulator/onepassword/ledger.ts";
import { makeId } from "#lib/simulator/onepassword/make-id.ts";
import type { Person } from "#lib/simulator/onepassword/person.ts";
import type { StoredEvent } from "./event.ts";

/** The audit event of a change that was really applied. Who acted is the application, or an owner in 1Password itself. */
export function eventFromEffect(input: {
  effect: EffectEntry;
  accountId: string;
  person: Person | undefined;
  owner: Person | undefined;
  delayMs: number;
}): StoredEvent {
  const { effect, accountId, person, owner, delayMs } = input;
  const byHand = effect.application === null;
  const actorId = byHand ? (owner?.id ?? makeId("owner")) : makeId(`${accountId}/${effect.application}`);
  return {
    stream: "auditevents",
    visibleAt: Date.parse(effect.time) + delayMs,
    event: {
      uuid: makeId(`${accountId}/${effect.seq}/${effect.time}/${effect.user}`),
      timestamp: effect.time,
      actor_uuid: actorId,
      actor_details: {
        uuid: actorId,
        name: byHand ? (owner?.displayName ?? "") : `Application ${effect.application}`,
        email: byHand ? (owner?.email ?? "") : "",
      },
      actor_type: byHand ? "user" : "application",
      actor_account_uuid: accountId,
      account_uuid: accountId,
      action: effect.operation === "suspend" ? "suspend" : "reactive",
      object_type: "user",
      object_uuid: effect.user,
      object_details: { uuid: effect.user, name: person?.displayName ?? "", email: person?.email ?? "" },
    },
  };
}
