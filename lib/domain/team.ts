import { emailKey, type Person } from "./person.ts";
import type { Role } from "./roles.ts";

/** A suspension that is asked for, carried out or in force, of somebody who may also be a member of the team. */
export interface Suspicion {
  requestId: string;
  requestKey: string;
  subjectEmail: string;
}

/** One human being of the team: all their accounts together. */
export interface TeamPerson {
  id: string;
  name: string;
  emails: string[];
  roles: Role[];
  /** Every account of theirs is disabled. */
  disabled: boolean;
  lastSeenAt: Date | null;
  /** Why they decide nothing for now: a suspension of themselves that isn't settled. */
  suspicion: Suspicion | null;
}

/** The team as the rules see it: persons, not accounts. */
export interface Team {
  persons: TeamPerson[];
  /** The person whom an account or a person's id belongs to. An id that nobody knows stands for itself. */
  personOf(id: string): string;
  /** Every account of this person, by id. */
  accountsOf(personId: string): string[];
  /** Persons one of whose accounts has this e-mail. It may take a right away; it never gives one. */
  withEmail(email: string): string[];
}

/**
 * Puts accounts together into persons by the links that two people confirmed. A suspicion freezes whoever has the
 * e-mail of its subject in any of their accounts, unless it was lifted for them.
 */
export function formTeam(input: {
  accounts: readonly Person[];
  suspicions: readonly Suspicion[];
  lifted: readonly { personId: string; requestId: string }[];
}): Team {
  const owner = new Map(
    input.accounts.map((account) => [account.id, account.linkedToPersonId ?? account.id]),
  );
  const personOf = (id: string) => owner.get(id) ?? id;
  const persons = new Map<string, TeamPerson>();
  for (const account of input.accounts) {
    const id = personOf(account.id);
    const person = persons.get(id) ?? {
      id,
      name: account.name,
      emails: [],
      roles: [],
      disabled: true,
      lastSeenAt: null,
      suspicion: null,
    };
    if (account.id === id) person.name = account.name;
    // An erased account has none, and an e-mail that isn't there makes nobody alike.
    if (account.email !== "") person.emails.push(emailKey(account.email));
    person.disabled &&= account.disabledAt !== null;
    // A disabled account gives its person no role, for nobody can sign in with it.
    if (account.disabledAt === null) person.roles = [...new Set([...person.roles, ...account.roles])];
    if (person.lastSeenAt === null || (account.lastSeenAt ?? person.lastSeenAt) > person.lastSeenAt) {
      person.lastSeenAt = account.lastSeenAt;
    }
    persons.set(id, person);
  }
  for (const person of persons.values()) {
    person.suspicion =
      input.suspicions.find(
        ({ subjectEmail, requestId }) =>
          person.emails.includes(emailKey(subjectEmail)) &&
          !input.lifted.some((lift) => lift.requestId === requestId && personOf(lift.personId) === person.id),
      ) ?? null;
  }
  const all = [...persons.values()];
  return {
    persons: all,
    personOf,
    accountsOf: (personId) => [...owner].filter(([, of]) => of === personId).map(([account]) => account),
    withEmail: (email) =>
      all.filter((person) => person.emails.includes(emailKey(email))).map((person) => person.id),
  };
}
