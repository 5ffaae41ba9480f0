/** The states that the Users API names. Some other word on the wire is a fault of the fault script's making. */
export type PersonState = "STATE_UNSPECIFIED" | "ACTIVE" | "SUSPENDED";

/** What decides about refusals. The Users API shows none of it. */
export type HiddenRole = "owner" | "administrator" | "member" | "external_account_manager";

/** A person as the account knows them: what the API shows, and what it hides. */
export interface Person {
  id: string;
  email: string;
  displayName: string;
  state: PersonState;
  /** RFC 3339, whole seconds, UTC. */
  createTime: string;
  role: HiddenRole;
  /** Job title, for whoever looks at the other side. Empty for the crowd. */
  title: string;
  /** Listed like anybody else, yet every other call about them is 404. */
  vanished: boolean;
  /** Deleted from outside: neither listed nor found. */
  gone: boolean;
}

/** What somebody may change about a person in 1Password itself, without the Users API. */
export type PersonPatch = Partial<Pick<Person, "email" | "displayName" | "role" | "gone">>;

/** The user object of the Users API. */
export interface WireUser {
  id: string;
  email: string;
  display_name: string;
  state: string;
  create_time: string;
  path: string;
}

export function toWireUser(accountId: string, person: Person): WireUser {
  return {
    id: person.id,
    email: person.email,
    display_name: person.displayName,
    state: person.state,
    create_time: person.createTime,
    path: `accounts/${accountId}/users/${person.id}`,
  };
}
