import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Team } from "#lib/domain/team.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import { refusedRight } from "./rights.ts";

/*
 * Changes that take two people: one asks, another confirms. Persons count, not accounts, and who asked has to be somebody
 * who still may: what a suspect asked for counts no more than their vote does.
 */

/** Whether the word of whoever asked still counts: they are in the team, and not under investigation. */
export function stillCounts(askedByPersonId: string | null, team: Team): boolean {
  const asker = team.persons.find(({ id }) => id === team.personOf(askedByPersonId ?? ""));
  return asker !== undefined && !asker.disabled && asker.suspicion === null;
}

/** Throws `second_person_needed` where this person asked themselves, `asker_untrusted` where the asker's word is void. */
export function requireSecondPerson(person: PersonActor, askedByPersonId: string | null, team: Team): void {
  if (isAsker(person, askedByPersonId, team)) throw new DomainError("second_person_needed");
  if (!stillCounts(askedByPersonId, team)) throw new DomainError("asker_untrusted");
}

/** The same for the screen: `right`, narrowed to a second person. */
export function secondPersonRight(
  right: Right,
  actor: Actor,
  { askedBy, team }: { askedBy: string | null; team: Team },
): Right {
  if (!right.allowed || actor.kind !== "person") return right;
  if (isAsker(actor, askedBy, team)) return refusedRight("second_person_needed");
  return stillCounts(askedBy, team) ? right : refusedRight("asker_untrusted");
}

function isAsker({ personId }: PersonActor, askedByPersonId: string | null, team: Team): boolean {
  return askedByPersonId !== null && team.personOf(askedByPersonId) === team.personOf(personId);
}
