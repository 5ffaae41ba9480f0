import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { emailKey } from "#lib/domain/person.ts";
import type { Team } from "#lib/domain/team.ts";
import type { ErasureRecord } from "#lib/ports/personal-data-store.ts";
import type { Services } from "#lib/ports/services.ts";

/** Whose data an erasure or a hold is about. */
export type Whose = Pick<ErasureRecord, "kind" | "subjectRef">;

/** Whether this person is the one whom it is about, through any of their accounts. */
export async function isConcerned(
  services: Pick<Services, "stores">,
  person: PersonActor,
  { whose, team }: { whose: Whose; team: Team },
): Promise<boolean> {
  const me = team.personOf(person.personId);
  if (whose.kind === "person") return team.personOf(whose.subjectRef) === me;
  const subject = await services.stores.subjects.byId(whose.subjectRef);
  if (!subject || subject.email === "") return false;
  return emailKey(person.email) === emailKey(subject.email) || team.withEmail(subject.email).includes(me);
}

/** Throws `second_person_needed` for the person concerned. */
export async function requireUnconcerned(
  services: Pick<Services, "stores">,
  person: PersonActor,
  about: { whose: Whose; team: Team },
): Promise<void> {
  if (await isConcerned(services, person, about)) throw new DomainError("second_person_needed");
}

export function requireReason(text: string): string {
  const reason = text.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  return reason;
}
