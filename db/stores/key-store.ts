import { randomBytes } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { KeyStore, StoredKey } from "#lib/ports/store.ts";
import type { Client, Queries } from "#db/client.ts";
import { keepListQuery } from "#db/keep-query.ts";
import { keptWrite } from "#db/kept-write.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import { inParts, parts } from "./erasing.ts";
import { openSecret, sealSecret } from "./secret-box.ts";

/**
 * Keys of holders, wrapped by the data key. None is kept in memory: an erasure in one process has to hold for all, and
 * looking a key up costs less than making sure that nobody remembers it.
 */
export function createKeyStore(client: Client, dataKey: Uint8Array): KeyStore {
  const { db, schema } = client;
  const { holderKey, destroyedKey } = schema;

  const ofHolders = keepListQuery((holders) =>
    db.select().from(holderKey).where(inArray(holderKey.holder, holders)),
  );
  const findAll = async (holders: readonly string[]): Promise<Map<string, StoredKey>> => {
    const rows = await inParts(holders, (some) => ofHolders(some));
    return new Map(rows.map((row) => [row.holder, unwrap(row)]));
  };
  const touchKey = {
    name: "touch holder key",
    build: (tx: Queries) =>
      tx
        .update(holderKey)
        .set({ createdAt: sql`${holderKey.createdAt}` })
        .where(eq(holderKey.kid, sql.placeholder("kid"))),
  };
  const unwrap = (row: { kid: string; wrapped: string; generation: number }): StoredKey => ({
    kid: row.kid,
    key: openSecret(dataKey, `holder-key:${row.kid}`, row.wrapped),
    generation: row.generation,
  });

  const make = async (holders: readonly string[]): Promise<void> => {
    const destroyed = await inParts(holders, (some) =>
      db
        .select({ holder: destroyedKey.holder, count: sql<number>`count(*)` })
        .from(destroyedKey)
        .where(inArray(destroyedKey.holder, some))
        .groupBy(destroyedKey.holder),
    );
    const counts = new Map(destroyed.map(({ holder, count }) => [holder, Number(count)]));
    const rows = holders.map((holder) => {
      const kid = uuidv7();
      const wrapped = sealSecret(dataKey, `holder-key:${kid}`, randomBytes(32));
      return { kid, holder, wrapped, createdAt: new Date(), generation: (counts.get(holder) ?? 0) + 1 };
    });
    // Two processes may get here at once; the first key stays, and both read it back.
    await commit(
      client,
      parts(rows).map((some) =>
        unguarded((tx) =>
          tx.insert(holderKey).values(some).onConflictDoNothing({ target: holderKey.holder }),
        ),
      ),
    );
  };

  const forHolders = async (holders: readonly string[]): Promise<Map<string, StoredKey>> => {
    const wanted = [...new Set(holders)].sort();
    const found = await findAll(wanted);
    const missing = wanted.filter((holder) => !found.has(holder));
    if (missing.length === 0) return found;
    await make(missing);
    for (const [holder, key] of await findAll(missing)) found.set(holder, key);
    if (found.size < wanted.length) throw new Error("A key that was just made is not there.");
    return found;
  };

  return {
    forHolder: async (holder) => {
      const key = (await forHolders([holder])).get(holder);
      if (!key) throw new Error("The key that was just made is not there.");
      return key;
    },
    forHolders,
    byKid: async (kid) => {
      const rows = await db.select().from(holderKey).where(eq(holderKey.kid, kid)).limit(1);
      return rows[0] ? unwrap(rows[0]) : null;
    },
    // An update to the same value takes the row's lock on PostgreSQL: an erasure waits for this commit, or is seen by it.
    require: (kid) => guarded("holder key", keptWrite(client, touchKey, { kid })),
  };
}
