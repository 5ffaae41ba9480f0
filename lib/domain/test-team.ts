import { makePersonActor, type PersonActor } from "./actor.ts";
import type { Person } from "./person.ts";
import { Role } from "./roles.ts";
import { formTeam, type Suspicion, type Team } from "./team.ts";

/** An account of the team, with every role unless told otherwise. */
export function account(id: string, given: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    email: `${id}@acme.example`,
    roles: Role.options,
    firstSeenAt: new Date(0),
    lastSeenAt: null,
    disabledAt: null,
    linkedToPersonId: null,
    ...given,
  };
}

export function teamOf(
  accounts: Person[],
  suspicions: Suspicion[] = [],
  lifted: { personId: string; requestId: string }[] = [],
): Team {
  return formTeam({ accounts, suspicions, lifted });
}

/** Somebody who signed in with this account. */
export function signedIn(person: Person): PersonActor {
  return makePersonActor({
    personId: person.linkedToPersonId ?? person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    iss: "https://idp.example",
    sub: person.id,
    sessionRef: "s",
    amr: [],
    authTime: new Date(0),
  });
}
