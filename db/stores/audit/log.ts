import { and, asc, count, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { auditLimits } from "#lib/domain/audit.ts";
import { entryTypes } from "#lib/domain/entry.ts";
import type { AuditStore, EntrySelection } from "#lib/ports/audit-store.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";
import { toEntry } from "#db/stores/log-store.ts";
import { olderThan, toPage } from "./requests.ts";
import { jsonText, later, toNumber } from "./sql.ts";

type LogPart = Pick<
  AuditStore,
  | "entryCount"
  | "entries"
  | "refusedDecisions"
  | "entriesOf"
  | "lateSeals"
  | "lateAnchors"
  | "hasRead"
  | "insertRead"
>;

export function auditLog(client: Client): LogPart {
  const { db, schema } = client;
  const { entry, checkpoint, treeLeaf, anchorReceipt, recordRead } = schema;
  return {
    entryCount: async (selection) => {
      const counts = await Promise.all(
        walks(client, selection).map((where) => db.select({ count: count() }).from(entry).where(where)),
      );
      return counts.reduce((sum, rows) => sum + toNumber(rows[0]?.count), 0);
    },
    entries: async (selection, { limit, cursor }) => {
      // Each type walks its own part of the index, newest first; the newest of all are put together here.
      const pages = await Promise.all(
        walks(client, selection).map((where) =>
          db
            .select()
            .from(entry)
            .where(and(where, olderThan(entry.at, entry.id, cursor)))
            .orderBy(desc(entry.at), desc(entry.id))
            .limit(limit + 1),
        ),
      );
      const rows = pages
        .flat()
        .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
        .slice(0, limit + 1);
      const page = toPage(rows, limit, (row) => [row.at.getTime(), row.id]);
      return { ...page, items: page.items.map(toEntry) };
    },
    refusedDecisions: async ({ from, to }) => {
      const code = jsonText(client, entry.bytes, ["outcome", "code"]);
      // Grouped here: as a parameter the path would be another one in the list of groups.
      const rows = await db
        .select({ code })
        .from(entry)
        .where(and(eq(entry.type, "decision.refused"), gte(entry.at, from), lt(entry.at, to)));
      const counts = new Map<string, number>();
      for (const { code: found } of rows) counts.set(found ?? "", (counts.get(found ?? "") ?? 0) + 1);
      return [...counts].map(([refusal, times]) => ({ code: refusal, count: times }));
    },
    entriesOf: async (requestKey, limit) => {
      const rows = await db
        .select()
        .from(entry)
        .where(eq(entry.requestKey, requestKey))
        .orderBy(asc(entry.at), asc(entry.chain), asc(entry.n))
        .limit(limit);
      return rows.map(toEntry);
    },
    lateSeals: async ({ from, to }, limit) => {
      const before = sql<number>`coalesce((select max(earlier.size) from ${checkpoint} as earlier where earlier.epoch = ${checkpoint.epoch} and earlier.size < ${checkpoint.size}), 0)`;
      // A seal takes entries in the order of their times: the first that it covers waited longest.
      const rows = await db
        .select({
          epoch: checkpoint.epoch,
          size: checkpoint.size,
          from: treeLeaf.idx,
          sealedAt: checkpoint.at,
          oldestAt: entry.at,
          simulated: entry.simulated,
        })
        .from(checkpoint)
        .innerJoin(treeLeaf, and(eq(treeLeaf.epoch, checkpoint.epoch), eq(treeLeaf.idx, before)))
        .innerJoin(entry, eq(entry.id, treeLeaf.entryId))
        .where(
          and(
            gte(checkpoint.at, from),
            lt(checkpoint.at, to),
            sql`${checkpoint.at} > ${later(client, entry.at, auditLimits.sealMs)}`,
          ),
        )
        .orderBy(desc(checkpoint.at), desc(checkpoint.size));
      return {
        total: rows.length,
        items: rows.slice(0, limit).map((row) => ({ ...row, simulated: row.simulated === 1 })),
      };
    },
    lateAnchors: async ({ from, to }, limit) => {
      const first = sql<number>`(select min(waited.size) from ${checkpoint} as waited where waited.epoch = ${anchorReceipt.epoch} and waited.size > coalesce((select max(earlier.size) from ${anchorReceipt} as earlier where earlier.anchor = ${anchorReceipt.anchor} and earlier.epoch = ${anchorReceipt.epoch} and earlier.size < ${anchorReceipt.size}), 0))`;
      const rows = await db
        .select({
          anchor: anchorReceipt.anchor,
          epoch: anchorReceipt.epoch,
          size: checkpoint.size,
          signedAt: checkpoint.at,
          anchoredAt: anchorReceipt.at,
        })
        .from(anchorReceipt)
        .innerJoin(checkpoint, and(eq(checkpoint.epoch, anchorReceipt.epoch), eq(checkpoint.size, first)))
        .where(
          and(
            gte(anchorReceipt.at, from),
            lt(anchorReceipt.at, to),
            sql`${anchorReceipt.at} > ${later(client, checkpoint.at, auditLimits.anchorMs)}`,
          ),
        )
        .orderBy(desc(anchorReceipt.at), desc(anchorReceipt.size));
      return { total: rows.length, items: rows.slice(0, limit) };
    },
    hasRead: async (sessionRef, record) => {
      const rows = await db
        .select({ at: recordRead.at })
        .from(recordRead)
        .where(and(eq(recordRead.sessionRef, sessionRef), eq(recordRead.record, record)))
        .limit(1);
      return rows.length > 0;
    },
    insertRead: (read) => unguarded((tx) => tx.insert(recordRead).values(read)),
  };
}

/** The conditions of a selection, one for each walk of an index. */
function walks(client: Client, selection: EntrySelection): (SQL | undefined)[] {
  const { entry } = client.schema;
  const within = and(gte(entry.at, selection.from), lt(entry.at, selection.to));
  switch (selection.exception) {
    case "clock_went_back":
      return [and(sql`${entry.late} = 1`, within)];
    case "changed_outside":
      return [and(eq(entry.type, "request.stale"), within), and(sql`${entry.outside} = 1`, within)];
    case null: {
      const types = selection.types.length === 0 ? entryTypes : selection.types;
      const code =
        selection.code === null
          ? undefined
          : sql`${jsonText(client, entry.bytes, ["outcome", "code"])} = ${selection.code}`;
      return types.map((type) => and(eq(entry.type, type), within, code));
    }
  }
}
