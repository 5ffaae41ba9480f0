import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Team } from "#lib/domain/team.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { isUnclaimed, makeStale } from "./make-stale.ts";
import { aboutRequest } from "./move-request.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/** The entries that a request for a suspension leaves where its subject is a member of the team: frozen from here on. */
export function frozenEntries(request: RequestRecord, action: Action, team: Team): EntryDraft[] {
  if (action !== "suspend") return [];
  return team.withEmail(request.snapshot.email).map((personId) => ({
    ...aboutRequest(request),
    type: "person.frozen" as const,
    facts: { personId, until: "denied, withdrawn, undone or the case closed" },
  }));
}

/** Votes of somebody who is under investigation are void on whatever has not been sent yet. */
export async function voidVotesOf(services: Services, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  const voters = new Set<string>();
  for (const account of await services.stores.people.members()) {
    if (personIds.includes(account.linkedToPersonId ?? account.id)) voters.add(account.id);
  }
  for (const request of await services.stores.requests.unsentWithVoteOf([...voters])) {
    await makeStale(services, makeSystemActor("clock"), request.id, {
      difference: "an approver is under investigation",
      onlyIf: isUnclaimed,
    });
  }
}

/**
 * Lets somebody decide again although a suspension of them isn't settled: a raw accusation must not be able to disarm
 * the approvers for long. An IAM lead does it, with a reason, and neither is concerned.
 */
export async function liftFreeze(
  services: Services,
  actor: Actor,
  input: { personId: string; reason: string },
): Promise<void> {
  const lead = requirePerson(actor, "decide_request");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  await retryOnConflict(async () => {
    const { stores } = services;
    const team = await loadTeam(services);
    requireTrusted(lead, team);
    const id = team.personOf(input.personId);
    const person = team.persons.find((candidate) => candidate.id === id);
    if (!person?.suspicion) throw new DomainError("not_found", { what: "freeze of this person" });
    if (id === team.personOf(lead.personId)) throw new DomainError("second_person_needed");
    const request = await stores.requests.byId(person.suspicion.requestId);
    if (!request) throw new DomainError("not_found", { what: "request" });
    // Whoever asked for the suspension made the accusation; taking it back is `withdraw`.
    if (team.personOf(request.requesterPersonId ?? "") === team.personOf(lead.personId)) {
      throw new DomainError("second_person_needed");
    }
    await stores.commit([
      stores.governance.insertFreezeLift({
        personId: id,
        requestId: request.id,
        liftedByPersonId: lead.personId,
        reason,
        at: services.clock.now(),
      }),
      ...(await appendEntries(services, actor, request.caseKey, [
        {
          ...aboutRequest(request),
          type: "person.unfrozen",
          facts: { personId: id },
          private: [
            { field: "reason", holder: subjectHolder(request.accountId, request.subjectId), text: reason },
          ],
        },
      ])),
    ]);
    services.hints.publish({ kind: "request", key: request.key });
  });
}
