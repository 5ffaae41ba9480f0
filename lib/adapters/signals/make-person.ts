import { nobody, type Signal } from "#lib/domain/signal.ts";
import { cleanText } from "./clean-text.ts";
import { findFirst, type JsonObject } from "./find-field.ts";
import { isServiceAccount, readEmail } from "./read-email.ts";
import { readId } from "./read-id.ts";

export type Person = Signal["subject"];

/** Where in an event a person stands: paths of the fields, the first usable one counts. */
export interface PersonPlaces {
  email?: readonly string[];
  /** The sender's own id of the person, kept as `<provider>:<id>`. */
  id?: readonly string[];
  provider?: "okta" | "entra" | "duo" | "push";
  name?: readonly string[];
}

/**
 * The person whom these fields of an event name, or null where they name nobody: a display name alone is never
 * anybody. What stands for an e-mail and is none (`admin`, a guest's name) is kept as a user name and is no key.
 */
export function makePerson(holder: JsonObject, places: PersonPlaces, at = ""): Person | null {
  const named = findFirst(holder, places.email ?? [], (value) => cleanText(value, 320));
  if (named && isServiceAccount(named.value)) return null;
  const email = findFirst(holder, places.email ?? [], readEmail);
  const id = places.provider ? findFirst(holder, places.id ?? [], readId) : null;
  const providerId = id && `${places.provider}:${id.value}`.slice(0, 300);
  const username = email ? null : (named?.value.slice(0, 300) ?? null);
  if (!email && !id && username === null) return null;
  return {
    ...nobody,
    email: email?.value ?? null,
    providerId,
    username,
    displayName: findFirst(holder, places.name ?? [], (value) => cleanText(value, 300))?.value ?? null,
    foundAt: at + (email ?? id ?? named)?.at,
  };
}

/** Whether anything of a person may be a key: a name is none. */
export function hasKey(person: Person): boolean {
  return keyOf(person) !== null;
}

export function keyOf(person: Person): string | null {
  return person.onepasswordId ?? person.email ?? person.providerId;
}

/** How a person is called where they are only `related`. */
export function callPerson(person: Person | null): string | null {
  if (!person) return null;
  return person.email ?? person.username ?? person.displayName ?? person.providerId;
}

/** The person as found in a larger event, at `prefix` there. */
export function foundWithin(prefix: string, person: Person | null): Person | null {
  if (person === null || person.foundAt === null) return person;
  return { ...person, foundAt: prefix + person.foundAt };
}
