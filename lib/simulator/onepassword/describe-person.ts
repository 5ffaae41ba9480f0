import { knownPeople, type KnownPerson } from "./known-people.ts";
import { makeId } from "./make-id.ts";
import type { Account } from "./account.ts";
import type { Person } from "./person.ts";

/** A person as the control door shows them: with what the Users API hides. */
export interface DescribedPerson {
  id: string;
  email: string;
  name: string;
  title: string;
  state: string;
  role: string;
  gone: boolean;
}

export function describePerson(person: Person): DescribedPerson {
  return {
    id: person.id,
    email: person.email,
    name: person.displayName,
    title: person.title,
    state: person.state,
    role: person.role,
    gone: person.gone,
  };
}

/** The people that a demo may speak of by name, in the order in which they were written down. */
export function describeKnownPeople(account: Account): (DescribedPerson & { kind: KnownPerson["kind"] })[] {
  return knownPeople.flatMap((known) => {
    const person = account.people.find(makeId(`${account.seed}/${known.email}`));
    return person === undefined ? [] : [{ ...describePerson(person), kind: known.kind }];
  });
}
