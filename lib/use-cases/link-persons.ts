import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Team } from "#lib/domain/team.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain, personHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { isUnclaimed, makeStale } from "./make-stale.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { requireSecondPerson } from "./second-person.ts";

/** Says that two accounts are one person. Nothing changes until somebody else, not concerned either, confirms it. */
export async function askToLinkPersons(
  services: Services,
  actor: Actor,
  input: { personId: string; otherPersonId: string; reason: string },
): Promise<{ id: string }> {
  const asker = requirePerson(actor, "confirm_sensitive_change");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  return retryOnConflict(async () => {
    const { stores } = services;
    const team = await loadTeam(services);
    requireTrusted(asker, team);
    const [one, other] = await Promise.all([
      stores.people.byId(input.personId),
      stores.people.byId(input.otherPersonId),
    ]);
    if (!one || !other) throw new DomainError("not_found", { what: "account" });
    if (team.personOf(one.id) === team.personOf(other.id)) {
      throw new DomainError("invalid_input", { problem: "These two accounts are one person already." });
    }
    requireUnconcerned(asker.personId, [one.id, other.id], team);
    const id = services.ids.next();
    await stores.commit([
      stores.governance.insertPersonLink({
        id,
        personId: one.id,
        otherPersonId: other.id,
        reason,
        askedByPersonId: asker.personId,
        askedAt: services.clock.now(),
        confirmedByPersonId: null,
        confirmedAt: null,
      }),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "persons.linked",
          facts: { what: "asked", link: id, person: one.id, other: other.id },
          private: [{ field: "reason", holder: personHolder(one.id), text: reason }],
        },
      ])),
    ]);
    return { id };
  });
}

/**
 * Confirms the link. From then on the two count as one everywhere, also for votes already given on what has not been
 * sent: a request that would now be decided by its own requester, or twice by one person, becomes stale.
 */
export async function confirmPersonLink(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<void> {
  const confirmer = requirePerson(actor, "confirm_sensitive_change");
  const linked = await retryOnConflict(async () => {
    const { stores } = services;
    const team = await loadTeam(services);
    requireTrusted(confirmer, team);
    const link = await stores.governance.personLink(input.id);
    if (!link || link.confirmedAt !== null) throw new DomainError("not_found", { what: "open link" });
    requireSecondPerson(confirmer, link.askedByPersonId, team);
    requireUnconcerned(confirmer.personId, [link.personId, link.otherPersonId], team);
    const kept = team.personOf(link.personId);
    const merged = team.personOf(link.otherPersonId);
    const accounts = (await stores.people.members()).filter(
      (account) => team.personOf(account.id) === merged,
    );
    await stores.commit([
      stores.governance.confirmPersonLink({
        ...link,
        confirmedByPersonId: confirmer.personId,
        confirmedAt: services.clock.now(),
      }),
      ...accounts.map((account) => stores.people.update({ ...account, linkedToPersonId: kept })),
      ...(await appendEntries(services, actor, installationChain, [
        { type: "persons.linked", facts: { what: "confirmed", link: link.id, person: kept, other: merged } },
      ])),
    ]);
    return [kept, ...accounts.map((account) => account.id)];
  });
  await endWhatOnePersonDecided(services, linked);
}

async function endWhatOnePersonDecided(services: Services, accountIds: string[]): Promise<void> {
  const { requests } = services.stores;
  const team = await loadTeam(services);
  for (const request of await requests.unsentWithVoteOf(accountIds)) {
    const voters = (await requests.votes(request.id)).map((vote) => team.personOf(vote.personId));
    const requester = team.personOf(request.requesterPersonId ?? "");
    if (!voters.includes(requester) && new Set(voters).size === voters.length) continue;
    await makeStale(services, makeSystemActor("clock"), request.id, {
      difference: "two of the accounts were found to be one person",
      onlyIf: isUnclaimed,
    });
  }
}

function requireUnconcerned(personId: string, concerned: string[], team: Team): void {
  const me = team.personOf(personId);
  if (concerned.some((id) => team.personOf(id) === me)) throw new DomainError("second_person_needed");
}
