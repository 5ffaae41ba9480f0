import { and, asc, desc, eq, gte, inArray, ne, sql } from "drizzle-orm";
import { CaseStatus, CloseVerdict } from "#lib/domain/case.ts";
import { SignalKind } from "#lib/domain/signal-kind.ts";
import type { TrustBasis, TrustRecord, TrustStore } from "#lib/ports/trust-store.ts";
import type { Client } from "#db/client.ts";
import { keepListQuery } from "#db/keep-query.ts";
import { guarded, unguarded } from "#db/statement.ts";

/** No sender's rule: `read-id` gives no empty ones. */
const wholeSource = "";

export function createTrustStore({ db, schema }: Client): TrustStore {
  const { trust, detectionKind, signal, cases } = schema;
  const openOf = keepListQuery((sources) =>
    db
      .select()
      .from(trust)
      .where(and(inArray(trust.source, sources), ne(trust.state, "ended")))
      .orderBy(asc(trust.id)),
  );
  return {
    byId: async (id) => {
      const rows = await db.select().from(trust).where(eq(trust.id, id)).limit(1);
      return rows[0] ? toTrust(rows[0]) : null;
    },
    openOf: async (sources) => (sources.length === 0 ? [] : (await openOf(sources)).map(toTrust)),
    insert: (record) => guarded("trust", (tx) => tx.insert(trust).values(fromTrust(record))),
    update: (before, after) =>
      guarded("trust", (tx) =>
        tx
          .update(trust)
          .set(fromTrust(after))
          .where(
            and(
              eq(trust.id, before.id),
              eq(trust.state, before.state),
              eq(trust.covers, JSON.stringify(before.covers)),
            ),
          ),
      ),
    detections: async (source, since) => {
      const rows = await db
        .select({
          ruleId: signal.ruleId,
          kind: signal.kind,
          signals: sql<number>`count(*)`,
          newestAt: sql<Date>`max(${signal.receivedAt})`.mapWith(signal.receivedAt),
        })
        .from(signal)
        .where(and(eq(signal.source, source), gte(signal.receivedAt, since)))
        .groupBy(signal.ruleId, signal.kind)
        .orderBy(desc(sql`count(*)`), asc(signal.ruleId))
        .limit(1_000);
      return rows.map((row) => ({ ...row, kind: SignalKind.parse(row.kind), signals: Number(row.signals) }));
    },
    cases: async ({ source, ruleId, since }) => {
      const rows = await db
        .selectDistinct({ key: cases.key, status: cases.status, verdict: cases.closeVerdict })
        .from(cases)
        .innerJoin(signal, eq(signal.caseId, cases.id))
        .where(
          and(
            eq(signal.source, source),
            gte(signal.receivedAt, since),
            ruleId === undefined ? undefined : eq(signal.ruleId, ruleId),
          ),
        )
        .orderBy(asc(cases.key));
      return rows.map(({ key, status, verdict }) => ({
        key,
        status: CaseStatus.parse(status),
        // A case that was opened again has no verdict any more, whatever stood there.
        verdict: status === "closed" && verdict !== null ? CloseVerdict.parse(verdict) : null,
      }));
    },
    kindsOf: async (source) => {
      const rows = await db
        .select()
        .from(detectionKind)
        .where(eq(detectionKind.source, source))
        .orderBy(asc(detectionKind.rule));
      return rows.map(({ rule, kind, ...rest }) => ({ ...rest, ruleId: rule, kind: SignalKind.parse(kind) }));
    },
    setKind: ({ source, ruleId, kind }) => [
      unguarded((tx) =>
        tx.delete(detectionKind).where(and(eq(detectionKind.source, source), eq(detectionKind.rule, ruleId))),
      ),
      ...(kind === null
        ? []
        : [
            guarded("detection kind", (tx) =>
              tx.insert(detectionKind).values({
                source,
                rule: ruleId,
                kind: kind.kind,
                setByPersonId: kind.setByPersonId,
                setAt: kind.setAt,
              }),
            ),
          ]),
    ],
  };
}

type Row = Client["schema"]["trust"]["$inferSelect"];

function toTrust({ rule, basis, covers, what, state, ...row }: Row): TrustRecord {
  return {
    ...row,
    ruleId: rule === wholeSource ? null : rule,
    what: what as TrustRecord["what"],
    state: state as TrustRecord["state"],
    covers: JSON.parse(covers) as string[],
    basis: JSON.parse(basis) as TrustBasis,
  };
}

function fromTrust({ ruleId, basis, covers, ...record }: TrustRecord): Row {
  return {
    ...record,
    rule: ruleId ?? wholeSource,
    basis: JSON.stringify(basis),
    covers: JSON.stringify(covers),
  };
}
