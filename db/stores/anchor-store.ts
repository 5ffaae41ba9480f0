import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import type { AnchorStore, CollectorRecord } from "#lib/ports/anchor-store.ts";
import { Conflict } from "#lib/ports/store.ts";
import { openSecret, sealSecret } from "./secret-box.ts";

export function createAnchorStore(client: Client, dataKey: Uint8Array): AnchorStore {
  const { db, schema } = client;
  const { logAnchor } = schema;
  const toRecord = ({
    sendingUntil: _sendingUntil,
    ...row
  }: typeof logAnchor.$inferSelect): CollectorRecord => ({
    ...row,
    secret: row.secret && openSecret(dataKey, `anchor:${row.name}`, row.secret).toString(),
  });
  return {
    all: async () =>
      (await db.select().from(logAnchor).where(isNull(logAnchor.removedAt)).orderBy(asc(logAnchor.name))).map(
        toRecord,
      ),
    byName: async (name) => {
      const rows = await db.select().from(logAnchor).where(eq(logAnchor.name, name)).limit(1);
      return rows[0] ? toRecord(rows[0]) : null;
    },
    insert: (record) =>
      guarded("anchor", (tx) =>
        tx.insert(logAnchor).values({
          ...record,
          secret: record.secret && sealSecret(dataKey, `anchor:${record.name}`, Buffer.from(record.secret)),
        }),
      ),
    remove: (name, at) =>
      guarded("anchor", (tx) =>
        tx
          .update(logAnchor)
          .set({ removedAt: at, secret: null })
          .where(and(eq(logAnchor.name, name), isNull(logAnchor.removedAt))),
      ),
    takeTurn: async (name, now, until) => {
      const isFree = or(isNull(logAnchor.sendingUntil), lte(logAnchor.sendingUntil, now));
      const take = guarded("turn of the anchor", (tx) =>
        tx
          .update(logAnchor)
          .set({ sendingUntil: until })
          .where(and(eq(logAnchor.name, name), isNull(logAnchor.removedAt), isFree)),
      );
      try {
        await commit(client, [take]);
        return true;
      } catch (error) {
        if (error instanceof Conflict) return false;
        throw error;
      }
    },
    noteTaken: (name) =>
      unguarded((tx) =>
        tx
          .update(logAnchor)
          .set({ failures: 0, lastError: null, nextTryAt: null, sendingUntil: null })
          .where(eq(logAnchor.name, name)),
      ),
    noteFailure: (name, { error, nextTryAt }) =>
      unguarded((tx) =>
        tx
          .update(logAnchor)
          .set({ failures: sql`${logAnchor.failures} + 1`, lastError: error, nextTryAt, sendingUntil: null })
          .where(eq(logAnchor.name, name)),
      ),
  };
}
