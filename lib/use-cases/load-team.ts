import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { emailKey } from "#lib/domain/person.ts";
import { formTeam, type Team } from "#lib/domain/team.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type { Services } from "#lib/ports/services.ts";

/** The team as it is now: persons with all their accounts, and who of them is under investigation. */
export async function loadTeam({ stores }: Pick<Services, "stores">): Promise<Team> {
  const [accounts, lifted] = await Promise.all([stores.people.members(), stores.governance.freezeLifts()]);
  const suspicions = await stores.requests.suspicions(accounts.map((account) => emailKey(account.email)));
  return formTeam({ accounts, suspicions, lifted });
}

/** A suspect asks for nothing and confirms nothing either. */
export function requireTrusted(person: PersonActor, team: Team): void {
  if (isSuspect(person.personId, team)) throw new DomainError("under_investigation");
}
