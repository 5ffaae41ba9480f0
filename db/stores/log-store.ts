import { and, asc, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import { entryTypes } from "#lib/domain/entry.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { LogStore } from "#lib/ports/store.ts";
import type { Client, Queries } from "#db/client.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { insertRows } from "#db/insert-rows.ts";
import { keepListQuery, keepQuery } from "#db/keep-query.ts";
import { keptWrite } from "#db/kept-write.ts";
import { guarded } from "#db/statement.ts";
import { inParts, parts } from "./erasing.ts";

export function createLogStore(client: Client): LogStore {
  const { db, schema } = client;
  const { chain, entry, treeHead } = schema;
  const headOf = keepQuery(() =>
    db
      .select()
      .from(chain)
      .where(eq(chain.key, sql.placeholder("key")))
      .limit(1),
  );

  const headsOf = keepListQuery((keys) => db.select().from(chain).where(inArray(chain.key, keys)));

  const moveChain = {
    name: "move chain",
    build: (tx: Queries) =>
      tx
        .update(chain)
        .set({
          n: sql`${sql.placeholder("n")}`,
          hash: sql`${sql.placeholder("hash")}`,
          at: sql.placeholder("at") as unknown as Date,
        })
        .where(and(eq(chain.key, sql.placeholder("key")), eq(chain.n, sql.placeholder("before")))),
  };

  const appendAll: LogStore["appendAll"] = (added) => {
    const filled = added.flatMap(({ chain: key, previous, entries }) => {
      const last = entries.at(-1);
      return last ? [{ key, previous, head: { n: last.n, hash: last.hash, at: last.at }, entries }] : [];
    });
    const moves = filled.flatMap(({ key, previous, head }) =>
      previous === null ? [] : [{ key, previous, head }],
    );
    const fresh = filled.flatMap(({ key, previous, head }) => (previous === null ? [{ key, ...head }] : []));
    return [
      ...moves.map(({ key, previous, head }) =>
        guarded("chain", keptWrite(client, moveChain, { key, before: previous.n, ...head })),
      ),
      ...parts(fresh).flatMap((rows) => insertRows(client, chain, rows, { guardedAs: "chain" })),
      ...parts(filled.flatMap(({ entries }) => entries)).flatMap((rows) =>
        insertRows(client, entry, rows.map(fromEntry), { guardedAs: "entry" }),
      ),
    ];
  };

  return {
    head: async (key) => (await headOf({ key }))[0] ?? null,
    heads: async (keys) => {
      const rows = await inParts(keys, (some) => headsOf(some));
      return new Map(rows.map((row) => [row.key, row]));
    },
    append: (key, previous, entries) => appendAll([{ chain: key, previous, entries }]),
    appendAll,
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
      const older = place ? lt(entry.id, String(place[0])) : undefined;
      // Each condition walks an index of its own, newest first; together they would scan the whole log.
      const pages = await Promise.all(
        lookedFor(client, q?.trim() ?? "").map((condition) =>
          db
            .select()
            .from(entry)
            .where(and(condition, older))
            .orderBy(desc(entry.id))
            .limit(limit + 1),
        ),
      );
      const rows = pages.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
      const last = rows[limit - 1];
      return {
        items: rows.slice(0, limit).map(toEntry),
        nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
      };
    },
    count: async () => {
      // What is in the trees and what waits, rather than the sum of all chains, of which there may be many.
      const rows = await db
        .select({
          count: sql<number>`(select coalesce(sum(${treeHead.size}), 0) from ${treeHead}) + coalesce(sum(${chain.n} - ${chain.sealedN}), 0)`,
        })
        .from(chain)
        .where(gt(chain.n, chain.sealedN));
      return Number(rows[0]?.count ?? 0);
    },
    exportsAbout: async (caseKeys) => {
      const wanted = new Set(caseKeys);
      const rows = await db
        .select({ chain: entry.chain, bytes: entry.bytes })
        .from(entry)
        .where(eq(entry.type, "evidence.exported"));
      return rows.filter(
        ({ chain: key, bytes }) => wanted.has(key) || factsOf(bytes).some((fact) => wanted.has(fact)),
      ).length;
    },
    newestId: async () => {
      const rows = await db.select({ id: entry.id }).from(entry).orderBy(desc(entry.id)).limit(1);
      return rows[0]?.id ?? null;
    },
  };
}

/** What people look for in the log, told by its form: a request, a chain, else the beginning of a type. */
function lookedFor({ schema }: Client, text: string): (SQL | undefined)[] {
  const { entry } = schema;
  if (text === "") return [undefined];
  if (/^req-/i.test(text)) return [eq(entry.requestKey, text.toUpperCase())];
  if (/^ir-/i.test(text)) return [eq(entry.chain, text.toUpperCase())];
  const types = entryTypes.filter((type) => type.startsWith(text.toLowerCase()));
  return types.length > 0 ? types.map((type) => eq(entry.type, type)) : [eq(entry.chain, text)];
}

export function toEntry(row: Client["schema"]["entry"]["$inferSelect"]): EntryRecord {
  const { late: _late, outside: _outside, simulated: _simulated, ...record } = row;
  return { ...record, bytes: new Uint8Array(row.bytes) };
}

export function fromEntry({ late = false, outside = false, simulated = false, ...record }: EntryRecord) {
  return {
    ...record,
    late: late ? 1 : 0,
    outside: outside ? 1 : 0,
    simulated: simulated ? 1 : 0,
    bytes: Buffer.from(record.bytes),
  };
}

function factsOf(bytes: Uint8Array): string[] {
  const said = JSON.parse(new TextDecoder().decode(bytes)) as { facts?: Record<string, string> };
  return Object.values(said.facts ?? {});
}
