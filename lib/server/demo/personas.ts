import { z } from "zod";
import { makePersonActor, type PersonActor } from "#lib/domain/actor.ts";
import type { Person } from "#lib/domain/person.ts";
import { Role } from "#lib/domain/roles.ts";
import type { Services } from "#lib/ports/services.ts";

const Personas = z.array(z.object({ sub: z.string(), name: z.string(), email: z.string(), role: Role }));
export type Persona = z.infer<typeof Personas>[number];

const answerWithinMs = 10_000;
/** How long before what they do people of the history had signed in. */
const signedInBeforeMs = 40 * 60_000;

/** Who can sign in at the simulated identity provider. */
export async function fetchPersonas(issuer: string): Promise<Persona[]> {
  const answer = await fetch(`${issuer}/personas`, { signal: AbortSignal.timeout(answerWithinMs) });
  if (!answer.ok)
    throw new Error(`The simulated identity provider did not name its personas (${answer.status}).`);
  return Personas.parse(await answer.json());
}

/** Makes members of those who aren't yet. Signing in finds them by issuer and subject. */
export async function ensureMembers(
  services: Pick<Services, "stores" | "clock" | "ids">,
  issuer: string,
  personas: readonly Persona[],
): Promise<Map<string, Person>> {
  const { stores, clock, ids } = services;
  const members = new Map<string, Person>();
  for (const { sub, name, email, role } of personas) {
    const known = await stores.people.byIdentity(issuer, sub);
    const person: Person = known ?? {
      id: ids.next(),
      name,
      email,
      roles: [role],
      firstSeenAt: clock.now(),
      lastSeenAt: null,
      disabledAt: null,
      linkedToPersonId: null,
    };
    if (!known) await stores.commit(stores.people.insert(person, { iss: issuer, sub }));
    members.set(email, person);
  }
  return members;
}

/**
 * A persona as the one who acts in the made-up history. Nobody signed in for it, and its entries are marked as
 * simulated; this is the one place besides sessions that makes a person's actor.
 */
export function actAs(persona: Persona, person: Person, input: { issuer: string; at: Date }): PersonActor {
  return makePersonActor({
    personId: person.id,
    name: person.name,
    email: person.email,
    roles: [persona.role],
    iss: input.issuer,
    sub: persona.sub,
    sessionRef: "demo",
    amr: ["user"],
    authTime: new Date(input.at.getTime() - signedInBeforeMs),
  });
}
