import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { type KeyScope, keyScopes } from "#lib/domain/key-scope.ts";
import type { Stores } from "#lib/ports/store.ts";
import { makeApiKey } from "#lib/server/api-key.ts";
import { createKey, revokeKey } from "#lib/use-cases/keys/change-keys.ts";
import { AdminProblem, type Place } from "./open-place.ts";

export interface NewKey {
  name: string | undefined;
  scopes: string | undefined;
  owner: string | undefined;
  purpose: string | undefined;
  /** Days until it expires. */
  days: string | undefined;
  agent: boolean;
}

const administration = makeSystemActor("administration");
const dayMs = 24 * 3_600_000;

/** Makes a key and gives it: it is shown this once. */
export async function createApiKey(place: Place, given: NewKey): Promise<string> {
  const name = (given.name ?? "").trim();
  if (name === "" || name.length > 80)
    throw new AdminProblem("Give the key a name: --name N. Nothing was made.");
  const scopes = readScopes(given.scopes);
  const days =
    given.days === undefined ? null : z.coerce.number().int().min(1).max(3_650).safeParse(given.days);
  if (days !== null && !days.success) {
    throw new AdminProblem("--days is a whole number from 1 to 3650. Nothing was made.");
  }
  const { token, tokenHash } = makeApiKey();
  await inPlace(place, async (services) => {
    const now = services.clock.now().getTime();
    await createKey(services, administration, {
      name,
      scopes,
      owner: given.owner ?? "",
      purpose: given.purpose ?? "",
      heldByAgent: given.agent,
      expiresAt: days === null ? null : new Date(now + days.data * dayMs),
      tokenHash,
    });
  });
  return `${token}\n\nThis key is shown once. It may: ${scopes.join(", ")}. Send it as Authorization: Bearer.`;
}

/** A line for each key that is in use. */
export async function listApiKeys(place: Place): Promise<string> {
  return inPlace(place, async ({ stores, clock }) => {
    const keys = (await stores.apiKeys.all()).filter((key) => key.revokedAt === null);
    if (keys.length === 0) return "There is no key.";
    return keys
      .map((key) =>
        [
          key.id,
          key.name,
          key.scopes.join(","),
          key.owner === "" ? "no owner" : key.owner,
          key.heldByAgent ? "AI agent" : "machine",
          key.expiresAt === null
            ? "never expires"
            : `${key.expiresAt <= clock.now() ? "expired" : "expires"} ${key.expiresAt.toISOString()}`,
          key.lastUsedAt === null ? "never used" : `last used ${key.lastUsedAt.toISOString()}`,
        ].join("  "),
      )
      .join("\n");
  });
}

/** Refuses a key from now on, named by its name or its id. */
export async function revokeApiKey(place: Place, named: string): Promise<string> {
  return inPlace(place, async (services) => {
    const keys = (await services.stores.apiKeys.all()).filter((key) => key.revokedAt === null);
    const key = keys.find(({ id, name }) => id === named || name === named);
    if (key === undefined) {
      throw new AdminProblem(
        `There is no key ${named} in use. Nothing was done. See npm run admin -- list-keys.`,
      );
    }
    await revokeKey(services, administration, { id: key.id });
    return `Revoked ${key.name}. It is refused from its next request on.`;
  });
}

function readScopes(text: string | undefined): KeyScope[] {
  const known = `Scopes are ${keyScopes.join(", ")}.`;
  const words = (text ?? "").split(",").map((word) => word.trim());
  if (words.length === 0 || words[0] === "") {
    throw new AdminProblem(`Say what the key may do: --scopes a,b. ${known} Nothing was made.`);
  }
  return words.map((word) => {
    const scope = keyScopes.find((one) => one === word);
    if (scope === undefined) throw new AdminProblem(`There is no scope ${word}. ${known} Nothing was made.`);
    return scope;
  });
}

interface AdminServices {
  stores: Stores;
  clock: { now: () => Date };
  ids: { next: () => string };
  simulated: false;
}

async function inPlace<T>(place: Place, work: (services: AdminServices) => Promise<T>): Promise<T> {
  const stores = await place.openStores();
  try {
    return await work({
      stores,
      clock: { now: () => new Date() },
      ids: { next: () => uuidv7() },
      simulated: false,
    });
  } catch (error) {
    if (error instanceof DomainError) throw new AdminProblem(error.message);
    throw error;
  } finally {
    await stores.close();
  }
}
