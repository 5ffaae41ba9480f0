import type { Signal } from "#lib/domain/signal.ts";
import { cleanText } from "./clean-text.ts";
import { findAll, findFirst, type Hit, isObject, type JsonObject, memberOf } from "./find-field.ts";
import { isServiceAccount, readEmail } from "./read-email.ts";

type Subject = Signal["subject"];

/*
 * Names under which a subject is looked for, the first hit counts. Whoever owns, assigned, reported or approved the
 * alert is a colleague of ours: nothing under such a name is on the lists, so nobody is suspended for doing their job.
 */
const idPaths = ["subject.onepasswordId", "user.onepasswordId", "onepasswordId"];
const emailPaths = [
  "subject.email",
  "target_user.email",
  "user.email",
  "user.email_addr",
  "user_email",
  "userEmail",
  "userPrincipalName",
  "upn",
  "email",
  "account.email",
  "admin_email",
  "actor.email",
  "actor.alternateId",
  "actorId",
];
const loosePaths = ["user", "username", "user.name", "account", "principal", "subject"];

export const nobody: Subject = { onepasswordId: null, email: null, username: null, displayName: null, foundAt: null };

/** Everybody whom the event names, in its first place that names anybody; one without any key where none does. */
export function findPeople(places: readonly JsonObject[]): Subject[] {
  for (const place of places) {
    const people = peopleAt(place);
    if (people.length > 0) return people;
  }
  for (const place of places) {
    // A name without a domain is no key: it stays with the signal for the person who links it.
    const hit = findFirst(place, loosePaths, readName);
    if (hit) return [{ ...nobody, ...hit.value, foundAt: hit.at }];
  }
  return [nobody];
}

function peopleAt(place: JsonObject): Subject[] {
  const ids = firstUsable(place, idPaths, readOnepasswordId);
  const emails = firstUsable(place, [...emailPaths, ...loosePaths], readEmail);
  if (emails.length === 0) {
    return unique(ids.map((hit) => ({ ...nobody, onepasswordId: readOnepasswordId(hit.value), ...aside(hit, place) })));
  }
  return unique(
    emails.map((hit) => {
      const own = memberOf(hit.holder, "onepasswordId")?.value ?? (emails.length === 1 ? ids[0]?.value : null);
      return {
        ...nobody,
        onepasswordId: readOnepasswordId(own),
        email: readEmail(hit.value),
        ...aside(hit, place),
      };
    }),
  );
}

function firstUsable(place: JsonObject, paths: readonly string[], read: (value: unknown) => string | null): Hit[] {
  for (const path of paths) {
    const hits = findAll(place, path).filter((hit) => read(hit.value) !== null);
    if (hits.length > 0) return hits;
  }
  return [];
}

/** What stands beside the key. The event's own `name` is that of the alert, so only a user's object is asked. */
function aside(hit: Hit, place: JsonObject): Pick<Subject, "displayName" | "foundAt"> {
  const name = hit.holder === place ? null : (memberOf(hit.holder, "displayName") ?? memberOf(hit.holder, "name"));
  return { displayName: name ? cleanText(name.value, 300) : null, foundAt: hit.at };
}

function unique(people: Subject[]): Subject[] {
  const byKey = new Map(people.map((person) => [person.onepasswordId ?? person.email, person]));
  return [...byKey.values()];
}

/** 1Password's id of a person, in the form that may go into an address of the Users API. */
export function readOnepasswordId(value: unknown): string | null {
  return typeof value === "string" && /^[A-Za-z0-9-]{1,200}$/.test(value.trim()) ? value.trim() : null;
}

function readName(value: unknown): Pick<Subject, "username" | "displayName"> | null {
  const name = isObject(value) || isServiceAccount(value) ? null : cleanText(value, 300);
  if (name === null) return null;
  return name.includes(" ") ? { username: null, displayName: name } : { username: name, displayName: null };
}
