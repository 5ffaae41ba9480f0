import { makePersonActor } from "#lib/domain/actor.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { PersonStore, SessionStore } from "#lib/ports/store.ts";

import { checkSession } from "./check-session.ts";
import { hashToken, sessionRefOf, tokenPattern } from "./token.ts";

export interface SessionServices {
  stores: { sessions: Pick<SessionStore, "byTokenHash" | "touch">; people: Pick<PersonStore, "byId"> };
  clock: Clock;
}

const touchEveryMs = 60_000;

/**
 * Who holds this token, read from the database each time: an ended session, a disabled person and a lost role count on
 * the very next request. With `keepsAlive` the reading counts as use; polling must not, or no session was ever idle.
 */
export async function findActor(
  services: SessionServices,
  { token, keepsAlive }: { token: string | undefined; keepsAlive: boolean },
): Promise<PersonActor | null> {
  if (token === undefined || !tokenPattern.test(token)) return null;
  const tokenHash = hashToken(token);
  const session = await services.stores.sessions.byTokenHash(tokenHash);
  if (session === null) return null;
  const person = await services.stores.people.byId(session.personId);
  const now = services.clock.now();
  if (person === null || checkSession(session, person, now) !== null) return null;
  if (keepsAlive && now.getTime() - session.lastSeenAt.getTime() >= touchEveryMs) {
    await services.stores.sessions.touch(tokenHash, now);
  }
  return makePersonActor({
    // Two accounts that are one person act as one from the very next request.
    personId: person.linkedToPersonId ?? person.id,
    name: person.name,
    email: person.email,
    // The session says what the provider signed, the person what is left of it: a role has to be in both.
    roles: session.roles.filter((role) => person.roles.includes(role)),
    iss: session.iss,
    sub: session.sub,
    sessionRef: sessionRefOf(tokenHash),
    amr: session.amr,
    authTime: session.authTime,
  });
}
