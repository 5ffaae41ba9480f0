import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { KeyStore, StoredKey } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import { openSecret, sealSecret } from "./secret-box.ts";

/**
 * Keys of holders, wrapped by the data key. None is kept in memory: an erasure in one process has to hold for all, and
 * looking a key up costs less than making sure that nobody remembers it.
 */
export function createKeyStore(client: Client, dataKey: Uint8Array): KeyStore {
  const { db, schema } = client;
  const { holderKey, destroyedKey } = schema;

  const find = async (holder: string): Promise<StoredKey | null> => {
    const rows = await db.select().from(holderKey).where(eq(holderKey.holder, holder)).limit(1);
    return rows[0] ? unwrap(rows[0]) : null;
  };
  const unwrap = (row: { kid: string; wrapped: string; generation: number }): StoredKey => ({
    kid: row.kid,
    key: openSecret(dataKey, `holder-key:${row.kid}`, row.wrapped),
    generation: row.generation,
  });

  return {
    forHolder: async (holder) => {
      const known = await find(holder);
      if (known) return known;
      const kid = uuidv7();
      const wrapped = sealSecret(dataKey, `holder-key:${kid}`, randomBytes(32));
      const destroyed = await db
        .select({ count: sql<number>`count(*)` })
        .from(destroyedKey)
        .where(eq(destroyedKey.holder, holder));
      const generation = Number(destroyed[0]?.count ?? 0) + 1;
      // Two processes may get here at once; the first key stays, and both read it back.
      await commit(client, [
        unguarded((tx) =>
          tx
            .insert(holderKey)
            .values({ kid, holder, wrapped, createdAt: new Date(), generation })
            .onConflictDoNothing({ target: holderKey.holder }),
        ),
      ]);
      const made = await find(holder);
      if (!made) throw new Error("The key that was just made is not there.");
      return made;
    },
    byKid: async (kid) => {
      const rows = await db.select().from(holderKey).where(eq(holderKey.kid, kid)).limit(1);
      return rows[0] ? unwrap(rows[0]) : null;
    },
    // An update to the same value takes the row's lock on PostgreSQL: an erasure waits for this commit, or is seen by it.
    require: (kid) =>
      guarded("holder key", (tx) =>
        tx
          .update(holderKey)
          .set({ createdAt: sql`${holderKey.createdAt}` })
          .where(eq(holderKey.kid, kid)),
      ),
  };
}
