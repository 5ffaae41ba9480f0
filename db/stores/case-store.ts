import { and, asc, desc, eq, gte, type SQL, sql } from "drizzle-orm";
import { CaseStatus } from "#lib/domain/case.ts";
import { Severity } from "#lib/domain/severity.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { CaseStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { changedColumns } from "#db/changed-columns.ts";
import { keepQuery } from "#db/keep-query.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { listCases, totalOfCases } from "./case-list.ts";
import { fromCase, selectRows, toCase } from "./case-rows.ts";
import { countMoves } from "./case-counts.ts";

export function createCaseStore(client: Client): CaseStore {
  const { db, schema } = client;
  const { cases, caseCount, caseTerm, note } = schema;

  const one = async (where: SQL, order?: SQL): Promise<CaseRecord | null> => {
    const query = db.select().from(cases).where(where).$dynamic();
    const rows = await (order ? query.orderBy(order) : query).limit(1);
    return rows[0] ? toCase(rows[0]) : null;
  };

  const by = (column: typeof cases.id | typeof cases.key) => {
    const query = keepQuery(() =>
      db
        .select()
        .from(cases)
        .where(eq(column, sql.placeholder("value")))
        .limit(1),
    );
    return async (value: string) => {
      const [row] = await query({ value });
      return row ? toCase(row) : null;
    };
  };

  const termRows = (caseId: string, search: string) => searchTerms(search).map((term) => ({ caseId, term }));

  return {
    byKey: by(cases.key),
    byId: by(cases.id),
    openOfSubject: (subjectId) =>
      one(and(eq(cases.subjectId, subjectId), sql`${cases.status} <> 'closed'`) as SQL),
    newestOfSubject: (subjectId) => one(eq(cases.subjectId, subjectId), desc(cases.openedAt)),
    ofSubject: async (subjectId, limit) => {
      const rows = await db
        .select()
        .from(cases)
        .where(eq(cases.subjectId, subjectId))
        .orderBy(desc(cases.openedAt), desc(cases.id))
        .limit(limit);
      return rows.map(toCase);
    },
    list: (input) => listCases(client, input),
    total: (filter) => totalOfCases(client, filter),
    counts: async () => {
      const { status, severity, count } = caseCount;
      const rows = await db
        .select({ status, severity, count: sql<number>`sum(${count})` })
        .from(caseCount)
        .groupBy(status, severity);
      return rows.map((row) => ({
        status: CaseStatus.parse(row.status),
        severity: Severity.parse(row.severity),
        count: Number(row.count),
      }));
    },
    row: async (key) => {
      const rows = await selectRows(client, eq(cases.key, key), 1);
      return rows[0] ?? null;
    },
    openedSince: async (since, limit) => {
      const rows = await db
        .select()
        .from(cases)
        .where(gte(cases.openedAt, since))
        .orderBy(desc(cases.openedAt), desc(cases.id))
        .limit(limit);
      const counted = await db
        .select({ count: sql<number>`count(*)` })
        .from(cases)
        .where(gte(cases.openedAt, since));
      return { items: rows.map(toCase), total: Number(counted[0]?.count ?? 0) };
    },
    notes: async (caseId) => {
      const rows = await db
        .select()
        .from(note)
        .where(eq(note.caseId, caseId))
        .orderBy(asc(note.at), asc(note.id));
      return rows.map(({ idempotencyKey: _, ...row }) => row);
    },
    insert: (record, search) => [
      guarded("case", (tx) => tx.insert(cases).values(fromCase(record))),
      unguarded((tx) => tx.insert(caseTerm).values(termRows(record.id, search))),
      ...countMoves(client, null, record),
    ],
    update: (before, after, search) => [
      guarded("case", (tx) =>
        tx
          .update(cases)
          .set(changedColumns(fromCase(before), fromCase({ ...after, version: before.version + 1 })))
          .where(and(eq(cases.id, before.id), eq(cases.version, before.version))),
      ),
      ...(search
        ? [unguarded((tx) => tx.insert(caseTerm).values(termRows(before.id, search)).onConflictDoNothing())]
        : []),
      ...countMoves(client, before, after),
    ],
    insertNote: (record) => guarded("note", (tx) => tx.insert(note).values(record)),
  };
}

/** Lower-case words and ids by which a case is found; parts of an e-mail count as words too. */
export function searchTerms(text: string): string[] {
  const words = text.toLowerCase().split(/[\s,;:"'()<>[\]{}|]+/);
  const parts = words.flatMap((word) => (word.includes("@") ? [word, ...word.split(/[@.]/)] : [word]));
  return [...new Set(parts.map((part) => part.slice(0, 80)).filter((part) => part.length > 0))].slice(0, 200);
}
