import type { Services } from "#lib/ports/services.ts";
import type { KnownPerson } from "./simulated-account.ts";
import type { Story } from "./story.ts";

/** Somebody in 1Password whom a story is about. */
export interface Subject {
  userId: string;
  email: string;
  name: string;
}

export type Cast = (about: Story["about"]) => Subject;

/** More than the account has: which people there are must not depend on who is suspended at the moment. */
const listed = 10_000;
/** Far enough apart in the alphabet that the queue doesn't look like a page of the directory. */
const everySoMany = 61;

/**
 * Finds who the stories are about: people with a name of their own by their e-mail, the many others by a number that
 * is the same person in every start. The directory has to be listed before.
 */
export async function castStories(
  { stores }: Pick<Services, "stores">,
  known: readonly KnownPerson[],
): Promise<Cast> {
  const named = new Map(known.map(({ id, email, name }) => [localPart(email), { userId: id, email, name }]));
  const knownIds = new Set(known.map(({ id }) => id));
  const page = await stores.subjects.search({ q: "", state: null, limit: listed, cursor: null });
  const many = page.items.filter(({ userId, state }) => !knownIds.has(userId) && state === "ACTIVE");
  return (about) => {
    if (about === null) return { userId: "", email: "", name: "" };
    const found = typeof about === "string" ? named.get(about) : many[(about * everySoMany) % many.length];
    if (!found) throw new Error(`The simulated account has nobody for the story about ${about}.`);
    return { userId: found.userId, email: found.email, name: found.name };
  };
}

function localPart(email: string): string {
  return email.slice(0, email.indexOf("@")).toLowerCase();
}
