import { uuidv7 } from "uuidv7";
import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import type { Person } from "#lib/domain/person.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { Stores } from "#lib/ports/store.ts";
import { makeApiKey } from "#lib/server/api-key.ts";
import { hashToken, makeToken } from "#lib/server/session/token.ts";
import { sealLog, type SealMemory } from "#lib/use-cases/log/seal-log.ts";
import { fixtureCases, fixturePeople } from "./fixture-records.ts";
import { insertCases } from "./insert-cases.ts";

/** What opens the doors of a filled database. */
export interface Doors {
  sessionToken: string;
  apiKey: string;
}

const accountId = "BENCHACCOUNT00000000000000";
const issuer = "https://bench.example";
const memberNames = ["Ana Ruiz", "Ben Okafor", "Ines Lindqvist", "Ivo Marek"];

/**
 * A SQLite database with so many cases, each with its signal, its search terms, its place in the kept counts and its
 * chain of entries, which is sealed.
 */
export async function fillDatabase(input: {
  databaseUrl: string;
  dataKey: Uint8Array;
  signer: LogSigner;
  cases: number;
}): Promise<Doors> {
  await migrateDatabase(input.databaseUrl);
  const stores = await openStores(input);
  try {
    const end = new Date();
    await stores.subjects.saveListing(accountId, fixturePeople(input.cases, end), end);
    const owners = await addMembers(stores, end);
    const cases = fixtureCases({ cases: input.cases, accountId, end, owners, ids: { next: uuidv7 } });
    await insertCases(input.databaseUrl, cases);
    await sealAll(stores, input.signer);
    return await openDoors(stores, { personId: owners[0] ?? "", now: end });
  } finally {
    await stores.close();
  }
}

/** As in an installation of that age, where everything is sealed: the consoles have nothing left to do. */
async function sealAll(stores: Stores, signer: LogSigner): Promise<void> {
  const memory: SealMemory = { frontier: null };
  const services = { stores, clock: { now: () => new Date() } };
  while ((await sealLog(services, signer, memory)).more);
}

async function addMembers(stores: Stores, now: Date): Promise<string[]> {
  const ids: string[] = [];
  for (const name of memberNames) {
    const email = `${name.toLowerCase().replace(" ", ".")}@acme.example`;
    const id = uuidv7();
    const person: Person = {
      id,
      name,
      email,
      roles: ["analyst"],
      firstSeenAt: now,
      lastSeenAt: now,
      disabledAt: null,
      linkedToPersonId: null,
    };
    await stores.commit(stores.people.insert(person, { iss: issuer, sub: email }));
    ids.push(id);
  }
  return ids;
}

async function openDoors(stores: Stores, { personId, now }: { personId: string; now: Date }): Promise<Doors> {
  const sessionToken = makeToken();
  const { token: apiKey, tokenHash } = makeApiKey();
  await stores.commit([
    stores.sessions.insert({
      tokenHash: hashToken(sessionToken),
      personId,
      iss: issuer,
      sub: "ana.ruiz@acme.example",
      roles: ["analyst"],
      amr: ["user"],
      authTime: now,
      createdAt: now,
      lastSeenAt: now,
      endedAt: null,
      idTokenHint: null,
    }),
    stores.apiKeys.insert(
      {
        id: uuidv7(),
        name: "Bench",
        scopes: ["cases:read"],
        owner: "Bench",
        purpose: "Measuring",
        heldByAgent: false,
        createdAt: now,
        expiresAt: null,
        lastUsedAt: null,
        revokedAt: null,
      },
      tokenHash,
    ),
  ]);
  return { sessionToken, apiKey };
}
