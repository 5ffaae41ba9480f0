import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { HolderKey } from "#lib/log/field-cipher.ts";
import type { KeyStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { commit, unguarded } from "#db/statement.ts";
import { openSecret, sealSecret } from "./secret-box.ts";

/** Keys of holders, wrapped by the data key. Kept in memory once unwrapped: every entry needs one. */
export function createKeyStore(client: Client, dataKey: Uint8Array): KeyStore {
  const { db, schema } = client;
  const { holderKey } = schema;
  const byHolder = new Map<string, HolderKey>();

  const find = async (holder: string): Promise<HolderKey | null> => {
    const rows = await db.select().from(holderKey).where(eq(holderKey.holder, holder)).limit(1);
    return rows[0] ? unwrap(rows[0]) : null;
  };
  const unwrap = (row: { kid: string; wrapped: string }): HolderKey => ({
    kid: row.kid,
    key: openSecret(dataKey, `holder-key:${row.kid}`, row.wrapped),
  });

  return {
    forHolder: async (holder) => {
      const known = byHolder.get(holder) ?? (await find(holder));
      if (known) {
        byHolder.set(holder, known);
        return known;
      }
      const kid = uuidv7();
      const wrapped = sealSecret(dataKey, `holder-key:${kid}`, randomBytes(32));
      // Two processes may get here at once; the first key stays, and both read it back.
      await commit(client, [
        unguarded((tx) =>
          tx
            .insert(holderKey)
            .values({ kid, holder, wrapped, createdAt: new Date() })
            .onConflictDoNothing({ target: holderKey.holder }),
        ),
      ]);
      const made = await find(holder);
      if (!made) throw new Error("The key that was just made is not there.");
      byHolder.set(holder, made);
      return made;
    },
    byKid: async (kid) => {
      const rows = await db.select().from(holderKey).where(eq(holderKey.kid, kid)).limit(1);
      return rows[0] ? unwrap(rows[0]) : null;
    },
  };
}
