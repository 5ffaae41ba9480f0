import { and, desc, eq, getTableColumns, gte, isNull, sql } from "drizzle-orm";
import { Severity } from "#lib/domain/severity.ts";
import { nobody } from "#lib/domain/signal.ts";
import { SignalKind } from "#lib/domain/signal-kind.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { SignalStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { guarded } from "#db/statement.ts";
import { createDeadLetters } from "./dead-letters.ts";

export function createSignalStore(client: Client): SignalStore {
  const { db, schema } = client;
  const { signal } = schema;
  // The raw bytes can be large and are asked for one by one.
  const { raw: _raw, rawGoneAt: _rawGoneAt, ...columns } = getTableColumns(signal);

  return {
    byId: async (id) => {
      const rows = await db.select(columns).from(signal).where(eq(signal.id, id)).limit(1);
      return rows[0] ? toSignal(rows[0]) : null;
    },
    byNativeId: async (source, nativeId) => {
      const rows = await db
        .select(columns)
        .from(signal)
        .where(and(eq(signal.source, source), eq(signal.nativeId, nativeId)))
        .limit(1);
      return rows[0] ? toSignal(rows[0]) : null;
    },
    byFingerprint: async (fingerprint, since) => {
      const rows = await db
        .select(columns)
        .from(signal)
        .where(and(eq(signal.fingerprint, fingerprint), gte(signal.receivedAt, since)))
        .orderBy(desc(signal.receivedAt))
        .limit(1);
      return rows[0] ? toSignal(rows[0]) : null;
    },
    ofCase: async (caseId, limit) => {
      const rows = await db
        .select(columns)
        .from(signal)
        .where(eq(signal.caseId, caseId))
        .orderBy(desc(signal.receivedAt))
        .limit(limit);
      return rows.map(toSignal);
    },
    unlinked: async (limit) => {
      const rows = await db
        .select(columns)
        .from(signal)
        .where(isNull(signal.caseId))
        .orderBy(desc(signal.receivedAt))
        .limit(limit);
      return rows.map(toSignal);
    },
    unlinkedCount: async () => {
      const rows = await db
        .select({ count: sql<number>`count(*)` })
        .from(signal)
        .where(isNull(signal.caseId));
      return Number(rows[0]?.count ?? 0);
    },
    raw: async (id) => {
      const rows = await db
        .select({ raw: signal.raw })
        .from(signal)
        .where(and(eq(signal.id, id), isNull(signal.rawGoneAt)))
        .limit(1);
      return rows[0]?.raw ?? null;
    },
    insert: (record, raw) =>
      guarded("signal", (tx) => tx.insert(signal).values({ ...fromSignal(record), raw: Buffer.from(raw) })),
    countDuplicate: (id) =>
      guarded("signal", (tx) =>
        tx
          .update(signal)
          .set({ duplicates: sql`${signal.duplicates} + 1` })
          .where(eq(signal.id, id)),
      ),
    link: (id, to) =>
      guarded("signal", (tx) =>
        tx
          .update(signal)
          .set(to)
          .where(and(eq(signal.id, id), isNull(signal.caseId))),
      ),
    ...createDeadLetters(client),
  };
}

type SignalColumns = Omit<Client["schema"]["signal"]["$inferSelect"], "raw" | "rawGoneAt">;

function toSignal(row: SignalColumns): SignalRecord {
  return {
    ...row,
    format: row.format as SignalRecord["format"],
    severity: Severity.parse(row.severity),
    kind: SignalKind.parse(row.kind),
    context: row.context === 1,
    severityAssumed: row.severityAssumed === 1,
    timeAssumed: row.timeAssumed === 1,
    attack: row.attack === "" ? [] : row.attack.split(" "),
    related: JSON.parse(row.related) as string[],
    subject: { ...nobody, ...(JSON.parse(row.subject) as SignalRecord["subject"]) },
    signature: row.signature as SignalRecord["signature"],
  };
}

function fromSignal(record: SignalRecord): SignalColumns {
  return {
    ...record,
    context: record.context ? 1 : 0,
    severityAssumed: record.severityAssumed ? 1 : 0,
    timeAssumed: record.timeAssumed ? 1 : 0,
    attack: record.attack.join(" "),
    related: JSON.stringify(record.related),
    subject: JSON.stringify(record.subject),
  };
}
