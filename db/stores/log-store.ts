import { and, asc, desc, eq, gt, like, lt, or, sql } from "drizzle-orm";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { LogStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { guarded } from "#db/statement.ts";

export function createLogStore(client: Client): LogStore {
  const { db, schema } = client;
  const { chain, entry } = schema;
  return {
    head: async (key) => {
      const rows = await db.select().from(chain).where(eq(chain.key, key)).limit(1);
      return rows[0] ?? null;
    },
    append: (key, previous, entries) => {
      const last = entries.at(-1);
      if (!last) return [];
      const head = { n: last.n, hash: last.hash, at: last.at };
      return [
        previous === null
          ? guarded("chain", (tx) => tx.insert(chain).values({ key, ...head }))
          : guarded("chain", (tx) =>
              tx
                .update(chain)
                .set(head)
                .where(and(eq(chain.key, key), eq(chain.n, previous.n))),
            ),
        guarded("entry", (tx) =>
          tx.insert(entry).values(entries.map((record) => ({ ...record, bytes: Buffer.from(record.bytes) }))),
        ),
      ];
    },
    ofChain: async (key, { afterN, limit }) => {
      const rows = await db
        .select()
        .from(entry)
        .where(and(eq(entry.chain, key), gt(entry.n, afterN)))
        .orderBy(asc(entry.n))
        .limit(limit);
      return rows.map(toEntry);
    },
    ofRequest: async (requestKey, type) => {
      const rows = await db
        .select()
        .from(entry)
        .where(and(eq(entry.requestKey, requestKey), eq(entry.type, type)))
        .orderBy(asc(entry.n));
      return rows.map(toEntry);
    },
    recent: async ({ limit, cursor, q }) => {
      const place = decodeCursor(cursor, 1);
      // What people look for in the log: a case, a request, a type of entry.
      const text = q?.trim() ?? "";
      const rows = await db
        .select()
        .from(entry)
        .where(
          and(
            place ? lt(entry.id, String(place[0])) : undefined,
            text === ""
              ? undefined
              : or(
                  eq(entry.chain, text),
                  eq(entry.chain, text.toUpperCase()),
                  eq(entry.requestKey, text.toUpperCase()),
                  like(entry.type, `${text.toLowerCase().replace(/[\\%_]/g, "")}%`),
                ),
          ),
        )
        .orderBy(desc(entry.id))
        .limit(limit + 1);
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(toEntry),
        nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
      };
    },
    count: async () => {
      const rows = await db.select({ count: sql<number>`coalesce(sum(${chain.n}), 0)` }).from(chain);
      return Number(rows[0]?.count ?? 0);
    },
    newestId: async () => {
      const rows = await db.select({ id: entry.id }).from(entry).orderBy(desc(entry.id)).limit(1);
      return rows[0]?.id ?? null;
    },
  };
}

function toEntry(row: Client["schema"]["entry"]["$inferSelect"]): EntryRecord {
  return { ...row, bytes: new Uint8Array(row.bytes) };
}
