import { findAll, isObject, type JsonObject } from "./find-field.ts";
import { makePerson, type Person } from "./make-person.ts";

/** Okta's words where it knows nobody. */
const nobodies = new Set(["system@okta.com", "unknown", "redacted"]);
/** Okta's ids have 20 characters; `1234` and `unknown` come from tests and failed sign-ins. */
const id = /^[A-Za-z0-9_-]{10,100}$/;

/** Events that are about the one to whom something was done. */
const aboutTarget =
  /^(user\.account\.(privilege\..*|reset_password)|user\.mfa\.factor\..*|user\.lifecycle\..*|group\.user_membership\..*|user\.risk\..*)$/;
/** Events whose actor is never the one to look at. */
const neverActor = /^app\.oauth2\.token\.detect_reuse$/;

interface Part {
  type: string;
  person: Person | null;
}

/** Whom an event of Okta's System Log is about, and who else is in it. */
export function oktaPeople(
  event: JsonObject,
  eventType: string,
): { subject: Person | null; related: Person[] } {
  const actor = partsAt(event, "actor")[0] ?? null;
  // `target` may be absent, empty, or hold nulls.
  const targets = partsAt(event, "target");
  const users = targets.filter(({ type }) => type === "user").map(({ person }) => person);
  const target = users.find((person) => person !== null) ?? null;
  const isPerson = actor !== null && (actor.type === "user" || actor.type === "");
  const acting = isPerson ? actor.person : null;
  const subject = choose();
  const related = [actor?.person ?? null, ...users].filter((person) => person !== null);
  return { subject, related };

  function choose(): Person | null {
    if (actor === null) {
      const ofApp = targets.find(({ type, person }) => type === "appuser" && person !== null);
      // The id is that of the app's account, and only the user name is the person's.
      return target ?? (ofApp?.person ? withoutId(ofApp.person) : null);
    }
    if (!isPerson || neverActor.test(eventType)) return target;
    return aboutTarget.test(eventType) ? (target ?? acting) : acting;
  }
}

/** Whether somebody saw the password of another's account. */
export function isAnothers(event: JsonObject): boolean {
  const [actor] = partsAt(event, "actor");
  const target = partsAt(event, "target").find(({ type, person }) => type === "user" && person !== null);
  return Boolean(actor?.person && target?.person && actor.person.email !== target.person.email);
}

function partsAt(event: JsonObject, path: string): Part[] {
  return findAll(event, path).flatMap(({ value, at }) => {
    if (!isObject(value)) return [];
    const type = findAll(value, "type")[0]?.value;
    return [
      { type: typeof type === "string" ? type.trim().toLowerCase() : "", person: personOf(value, `${at}.`) },
    ];
  });
}

function personOf(part: JsonObject, at: string): Person | null {
  const person = makePerson(
    part,
    { email: ["alternateId", "email", "login"], id: ["id"], provider: "okta", name: ["displayName"] },
    at,
  );
  if (!person) return null;
  const isNobody = nobodies.has((person.email ?? person.username ?? "").toLowerCase());
  if (person.email !== null && isNobody) return null;
  const username = isNobody ? null : person.username;
  const isId = person.providerId !== null && id.test(person.providerId.slice("okta:".length));
  const clean = { ...person, username, providerId: isId ? person.providerId : null };
  return clean.email === null && clean.username === null && clean.providerId === null ? null : clean;
}

function withoutId(person: Person): Person | null {
  return person.email === null && person.username === null ? null : { ...person, providerId: null };
}
