import { and, asc, desc, eq, getTableColumns, gte, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { Severity } from "#lib/domain/severity.ts";
import { nobody } from "#lib/domain/signal.ts";
import { SignalKind } from "#lib/domain/signal-kind.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { SignalStore } from "#lib/ports/signal-store.ts";
import type { Client } from "#db/client.ts";
import { insertRows } from "#db/insert-rows.ts";
import { keepQuery } from "#db/keep-query.ts";
import { guarded } from "#db/statement.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { inParts, parts } from "./erasing.ts";

export function createSignalStore(client: Client): SignalStore {
  const { db, schema } = client;
  const { signal, signalRepeat } = schema;
  const isUnlinked = and(isNull(signal.caseId), isNull(signal.subjectId));
  // The raw bytes can be large and are asked for one by one.
  const { raw: _raw, rawGoneAt: _rawGoneAt, ...columns } = getTableColumns(signal);

  const places = async (where: SQL | undefined) =>
    db.select({ id: signal.id, caseId: signal.caseId }).from(signal).where(where);

  const byId = keepQuery(() =>
    db
      .select(columns)
      .from(signal)
      .where(eq(signal.id, sql.placeholder("id")))
      .limit(1),
  );

  return {
    byId: async (id) => {
      const [row] = await byId({ id });
      return row ? toSignal(row) : null;
    },
    byNativeId: async (source, nativeId) => {
      const rows = await db
        .select(columns)
        .from(signal)
        .where(and(eq(signal.source, source), eq(signal.nativeId, nativeId)))
        .limit(1);
      return rows[0] ? toSignal(rows[0]) : null;
    },
    byNativeIds: async (source, nativeIds) => {
      const rows = await inParts(nativeIds, (some) =>
        db
          .select(columns)
          .from(signal)
          .where(and(eq(signal.source, source), inArray(signal.nativeId, some))),
      );
      return new Map(rows.map((row) => [row.nativeId ?? "", toSignal(row)]));
    },
    byFingerprints: async (fingerprints, since) => {
      const rows = await inParts(fingerprints, (some) =>
        db
          .select(columns)
          .from(signal)
          .where(and(inArray(signal.fingerprint, some), gte(signal.receivedAt, since)))
          .orderBy(asc(signal.receivedAt), asc(signal.id)),
      );
      return new Map(rows.map((row) => [row.fingerprint, toSignal(row)]));
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
        .where(isUnlinked)
        .orderBy(desc(signal.receivedAt))
        .limit(limit);
      return rows.map(toSignal);
    },
    unlinkedCount: async () => {
      const rows = await db
        .select({ count: sql<number>`count(*)` })
        .from(signal)
        .where(isUnlinked);
      return Number(rows[0]?.count ?? 0);
    },
    keptWith: async (subjectId, limit) => {
      const rows = await db
        .select(columns)
        .from(signal)
        .where(and(isNull(signal.caseId), eq(signal.subjectId, subjectId)))
        .orderBy(desc(signal.receivedAt))
        .limit(limit);
      return rows.map(toSignal);
    },
    idsOfSubject: async (subjectId) => {
      const [inCases, kept] = await Promise.all([
        places(
          sql`${signal.caseId} in (select ${schema.cases.id} from ${schema.cases} where ${schema.cases.subjectId} = ${subjectId})`,
        ),
        places(and(isNull(signal.caseId), eq(signal.subjectId, subjectId))),
      ]);
      return [...inCases, ...kept];
    },
    idsVia: (viaSubjectId) => places(eq(signal.viaSubjectId, viaSubjectId)),
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
    insertAll: (signals) =>
      parts(signals, 100).flatMap((some) =>
        insertRows(
          client,
          signal,
          some.map(({ record, raw }) => ({ ...fromSignal(record), raw: Buffer.from(raw) })),
          { guardedAs: "signal" },
        ),
      ),
    countRepeats: (id, { times, at }) =>
      guarded("signal", (tx) =>
        tx
          .update(signal)
          .set({ duplicates: sql`${signal.duplicates} + ${times}`, lastSeenAt: at })
          .where(eq(signal.id, id)),
      ),
    insertRepeats: (repeats) =>
      parts(repeats, 100).flatMap((some) =>
        insertRows(
          client,
          signalRepeat,
          some.map((one) => ({ ...one, raw: Buffer.from(one.raw) })),
          { guardedAs: "signal repeat" },
        ),
      ),
    repeated: async (source, nativeIds) => {
      const rows = await inParts(nativeIds, (some) =>
        db
          .select({ ...columns, repeatedAs: signalRepeat.nativeId })
          .from(signalRepeat)
          .innerJoin(signal, eq(signal.id, signalRepeat.signalId))
          .where(and(eq(signalRepeat.source, source), inArray(signalRepeat.nativeId, some))),
      );
      return new Map(rows.map(({ repeatedAs, ...row }) => [repeatedAs ?? "", toSignal(row)]));
    },
    link: (id, to) =>
      guarded("signal", (tx) =>
        tx
          .update(signal)
          .set(to)
          .where(and(eq(signal.id, id), isNull(signal.caseId))),
      ),
    follow: (ids, from, to) =>
      parts(ids).map((some) =>
        guarded("signal", (tx) =>
          tx
            .update(signal)
            .set(to)
            .where(
              and(
                inArray(signal.id, some),
                from.caseId === null ? isNull(signal.caseId) : eq(signal.caseId, from.caseId),
              ),
            ),
        ),
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
    joinRule: row.joinRule as SignalRecord["joinRule"],
    joinKey: row.joinKey as SignalRecord["joinKey"],
    idUsedTwice: row.idUsedTwice === 1,
  };
}

function fromSignal({ dedupMinutes: _dedup, ...record }: SignalRecord): SignalColumns {
  return {
    ...record,
    idUsedTwice: record.idUsedTwice ? 1 : 0,
    context: record.context ? 1 : 0,
    severityAssumed: record.severityAssumed ? 1 : 0,
    timeAssumed: record.timeAssumed ? 1 : 0,
    attack: record.attack.join(" "),
    related: JSON.stringify(record.related),
    subject: JSON.stringify(record.subject),
  };
}
