import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { DeadLetterRecord } from "#lib/ports/records.ts";
import type { SignalStore } from "#lib/ports/signal-store.ts";
import type { Client } from "#db/client.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { guarded } from "#db/statement.ts";

type DeadLetters = Pick<
  SignalStore,
  | "insertDeadLetter"
  | "deadLetterCount"
  | "deadLetters"
  | "deadLettersBySource"
  | "deadLetter"
  | "deleteDeadLetter"
>;

const headBytes = 200;

/** What could not be read. Their ids order by time. */
export function createDeadLetters({ db, schema }: Client): DeadLetters {
  const { deadLetter } = schema;
  // A list doesn't fetch bodies of 256 KiB to show their beginnings.
  const columns = {
    id: deadLetter.id,
    source: deadLetter.source,
    receivedAt: deadLetter.receivedAt,
    reason: deadLetter.reason,
    signature: deadLetter.signature,
    size: sql<number>`length(${deadLetter.raw})`,
    head: sql<Buffer>`substr(${deadLetter.raw}, 1, ${sql.raw(String(headBytes))})`,
  };
  const toRecord = (row: Omit<DeadLetterRecord, "signature"> & { signature: string }): DeadLetterRecord => ({
    ...row,
    size: Number(row.size),
    signature: row.signature as DeadLetterRecord["signature"],
  });

  return {
    insertDeadLetter: (letter) =>
      guarded("dead letter", (tx) =>
        tx.insert(deadLetter).values({ ...letter, raw: Buffer.from(letter.raw) }),
      ),
    deadLetterCount: async () => {
      const rows = await db.select({ count: sql<number>`count(*)` }).from(deadLetter);
      return Number(rows[0]?.count ?? 0);
    },
    deadLetters: async ({ source, limit, cursor }) => {
      const [before] = decodeCursor(cursor, 1) ?? [];
      const rows = await db
        .select(columns)
        .from(deadLetter)
        .where(
          and(
            source === null ? undefined : eq(deadLetter.source, source),
            before === undefined ? undefined : lt(deadLetter.id, String(before)),
          ),
        )
        .orderBy(desc(deadLetter.id))
        .limit(limit + 1);
      const items = rows.slice(0, limit).map(toRecord);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
    },
    deadLettersBySource: async () => {
      const rows = await db
        .select({ source: deadLetter.source, count: sql<number>`count(*)` })
        .from(deadLetter)
        .groupBy(deadLetter.source);
      return new Map(rows.map(({ source, count }) => [source, Number(count)]));
    },
    deadLetter: async (id) => {
      const rows = await db
        .select({ ...columns, raw: deadLetter.raw })
        .from(deadLetter)
        .where(eq(deadLetter.id, id))
        .limit(1);
      const [row] = rows;
      return row ? { ...toRecord(row), raw: row.raw } : null;
    },
    deleteDeadLetter: (id) =>
      guarded("dead letter", (tx) => tx.delete(deadLetter).where(eq(deadLetter.id, id))),
  };
}
