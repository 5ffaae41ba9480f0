import { nobody, type Signal } from "#lib/domain/signal.ts";
import { cleanText } from "./clean-text.ts";
import { findAll, findFirst, type Hit, type JsonObject, memberOf } from "./find-field.ts";
import { everywhere, pathsByPlace, pathsIn } from "./generic-places.ts";
import { readOnepasswordId } from "./onepassword-person.ts";
import { isServiceAccount, readEmail } from "./read-email.ts";

type Subject = Signal["subject"];

/*
 * Names under which a subject is looked for; the first hit counts. Whoever owns, was assigned, reported or approved
 * the alert is a colleague of ours: no such name is on the lists, so that nobody is suspended for doing their job.
 */
const idNames = ["subject.onepasswordId", "user.onepasswordId", "onepasswordId"];
const emailNames = [
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
const looseNames = ["user", "username", "user.name", "account", "principal", "subject"];

const idPaths = everywhere(idNames);
const emailPaths = everywhere([...emailNames, ...looseNames]);
const namePaths = everywhere(looseNames);

/** Everybody whom the event names, in the first place that names anybody; one without any key where none does. */
export function findPeople(event: JsonObject): Subject[] {
  const ids = pathsByPlace(event, idPaths);
  for (const [index, emails] of pathsByPlace(event, emailPaths).entries()) {
    const people = peopleAt(event, { ids: ids[index] ?? [], emails });
    if (people.length > 0) return people;
  }
  // A name without a domain is no key: it stays with the signal for the person who links it.
  const named = findFirst(event, pathsIn(event, namePaths), readName);
  return [named ? { ...nobody, ...named.value, foundAt: named.at } : nobody];
}

function peopleAt(
  event: JsonObject,
  paths: { ids: readonly string[]; emails: readonly string[] },
): Subject[] {
  const ids = firstUsable(event, paths.ids, readOnepasswordId);
  const emails = firstUsable(event, paths.emails, readEmail);
  const people =
    emails.length === 0
      ? ids.map((hit) => ({ ...nobody, ...beside(hit), onepasswordId: readOnepasswordId(hit.value) }))
      : emails.map((hit) => {
          const own = memberOf(hit.holder, "onepasswordId") ?? (emails.length === 1 ? ids[0] : undefined);
          return {
            ...nobody,
            ...beside(hit),
            onepasswordId: readOnepasswordId(own?.value),
            email: readEmail(hit.value),
          };
        });
  return [...new Map(people.map((person) => [person.onepasswordId ?? person.email, person])).values()];
}

function firstUsable(
  event: JsonObject,
  paths: readonly string[],
  read: (value: unknown) => string | null,
): Hit[] {
  for (const path of paths) {
    const hits = findAll(event, path).filter((hit) => read(hit.value) !== null);
    if (hits.length > 0) return hits;
  }
  return [];
}

const personsKey = /(?:^|\.)(?:subject|user|target_user|account|actor)(?:\[\d+\])?\.[^.]+$/i;

/** What stands beside a key. Elsewhere than in a person's own object, `name` is that of the alert. */
function beside(hit: Hit): Pick<Subject, "displayName" | "foundAt"> {
  const name = personsKey.test(hit.at)
    ? (memberOf(hit.holder, "displayName") ?? memberOf(hit.holder, "name"))
    : null;
  return { displayName: cleanText(name?.value, 300), foundAt: hit.at };
}

function readName(value: unknown): Pick<Subject, "username" | "displayName"> | null {
  const name = isServiceAccount(value) ? null : cleanText(value, 300);
  if (name === null) return null;
  return name.includes(" ") ? { username: null, displayName: name } : { username: name, displayName: null };
}
