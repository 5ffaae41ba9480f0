import { makePersonActor } from "#lib/domain/actor.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import type { Person } from "#lib/domain/person.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";

import { appendEntries, installationChain } from "./append-entries.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/** Somebody as the identity provider vouched for them, all checks passed. */
export interface SignedIdentity {
  iss: string;
  sub: string;
  name: string;
  email: string;
  roles: Role[];
  amr: string[];
  authTime: Date;
}

export interface StartSession {
  identity: SignedIdentity;
  tokenHash: string;
  sessionRef: string;
  /** Hash of the token that the browser brought along: that session ends, whoever it belonged to. */
  replacesTokenHash: string | null;
  idTokenHint: string | null;
}

export type StartedSession = { ok: true; actor: PersonActor } | { ok: false; reason: "disabled" };

type Needs = Pick<Services, "stores" | "clock" | "ids" | "simulated">;

/**
 * Signs somebody in: makes or updates the person, starts a session of their own and ends the one that this browser had.
 * A person is `iss` and `sub`. Neither the e-mail nor who was signed in before joins two accounts: that takes two people.
 */
export function startSession(services: Needs, input: StartSession): Promise<StartedSession> {
  return retryOnConflict(() => tryToStart(services, input));
}

async function tryToStart(services: Needs, input: StartSession): Promise<StartedSession> {
  const { stores, clock, ids } = services;
  const { identity, tokenHash, sessionRef, replacesTokenHash, idTokenHint } = input;
  const now = clock.now();
  const known = await stores.people.byIdentity(identity.iss, identity.sub);
  if (known !== null && known.disabledAt !== null) return { ok: false, reason: "disabled" };
  const { iss, sub, name, email, roles, amr, authTime } = identity;
  const person: Person = {
    id: known?.id ?? ids.next(),
    name,
    email,
    roles,
    firstSeenAt: known?.firstSeenAt ?? now,
    lastSeenAt: now,
    disabledAt: null,
    linkedToPersonId: known?.linkedToPersonId ?? null,
  };
  const actor = makePersonActor({
    personId: person.id,
    name,
    email,
    roles,
    iss,
    sub,
    sessionRef,
    amr,
    authTime,
  });
  const replaced = replacesTokenHash === null ? null : await stores.sessions.byTokenHash(replacesTokenHash);
  const entries = await appendEntries(services, actor, installationChain, [
    { type: "session.started", facts: { firstSignIn: known === null ? "yes" : "no" } },
  ]);
  // Disabling somebody writes to the same chain. One that came in before the chain's head was read shows here, one
  // that comes after makes the commit a conflict; so a sign-in never undoes it.
  const again = await stores.people.byIdentity(iss, sub);
  if (again !== null && again.disabledAt !== null) throw new Conflict("person");
  await stores.commit([
    ...(known === null ? stores.people.insert(person, { iss, sub }) : [stores.people.update(person)]),
    ...(replaced !== null && replaced.endedAt === null
      ? [stores.sessions.end(replaced.tokenHash, now, "replaced")]
      : []),
    stores.sessions.insert({
      tokenHash,
      personId: person.id,
      iss,
      sub,
      roles,
      amr,
      authTime,
      createdAt: now,
      lastSeenAt: now,
      endedAt: null,
      idTokenHint,
    }),
    ...entries,
  ]);
  return { ok: true, actor };
}
