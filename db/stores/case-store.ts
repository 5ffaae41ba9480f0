import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { CaseStatus } from "#lib/domain/case.ts";
import { Severity } from "#lib/domain/severity.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { CaseStore } from "#lib/ports/case-store.ts";
import type { Client, Queries } from "#db/client.ts";
import { insertRows } from "#db/insert-rows.ts";
import { keepQuery } from "#db/keep-query.ts";
import { keptWrite } from "#db/kept-write.ts";
import { guarded } from "#db/statement.ts";
import { listCases, totalOfCases } from "./case-list.ts";
import { fromCase, selectRows, toCase } from "./case-rows.ts";
import { countMoves, snoozedBucket } from "./case-counts.ts";
import { inParts, parts } from "./erasing.ts";

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

  const { id: _id, ...changing } = getTableColumns(cases);
  const updateCase = {
    name: "update case",
    build: (tx: Queries) =>
      tx
        .update(cases)
        // Values are put into the database's form below: a placeholder of a column can't stand for a missing date.
        .set(
          Object.fromEntries(
            Object.keys(changing).map((name) => [name, sql`${sql.placeholder(name)}`]),
          ) as Partial<typeof cases.$inferInsert>,
        )
        .where(and(eq(cases.id, sql.placeholder("id")), eq(cases.version, sql.placeholder("versionBefore")))),
  };

  const toDriver = (row: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(changing).map(([name, column]) => {
        const value = row[name] ?? null;
        return [name, value === null ? null : column.mapToDriverValue(value)];
      }),
    );

  const saveAll: CaseStore["saveAll"] = (changes) => {
    const fresh = changes.filter(({ before }) => before === null);
    const terms = changes.flatMap(({ after, search }) => termRows(after.id, search));
    return [
      ...parts(fresh, 100).flatMap((some) =>
        insertRows(
          client,
          cases,
          some.map(({ after }) => fromCase(after)),
          { guardedAs: "case" },
        ),
      ),
      ...changes.flatMap(({ before, after }) =>
        before === null
          ? []
          : [
              guarded(
                "case",
                keptWrite(client, updateCase, {
                  ...toDriver(fromCase({ ...after, version: before.version + 1 })),
                  id: before.id,
                  versionBefore: before.version,
                }),
              ),
            ],
      ),
      ...parts(terms, 500).flatMap((rows) => insertRows(client, caseTerm, rows, { ignoreKnown: true })),
      ...countMoves(client, changes),
    ];
  };

  return {
    byKey: by(cases.key),
    byId: by(cases.id),
    openOfSubject: (subjectId) =>
      one(and(eq(cases.subjectId, subjectId), sql`${cases.status} <> 'closed'`) as SQL),
    newestOfSubject: (subjectId) => one(eq(cases.subjectId, subjectId), desc(cases.openedAt)),
    latestOfSubjects: async (subjectIds) => {
      const newest = sql`(select max(later.opened_at) from ${cases} as later where later.subject_id = ${cases.subjectId} and later.merged_into is null)`;
      const rows = await inParts(subjectIds, (some) =>
        db
          .select()
          .from(cases)
          .where(
            and(
              inArray(cases.subjectId, some),
              isNull(cases.mergedInto),
              or(ne(cases.status, "closed"), eq(cases.openedAt, newest)),
            ),
          ),
      );
      const found = new Map<string, CaseRecord>();
      for (const row of rows) {
        if (row.status !== "closed" || !found.has(row.subjectId)) found.set(row.subjectId, toCase(row));
      }
      return found;
    },
    byIds: async (ids) => {
      const rows = await inParts(ids, (some) => db.select().from(cases).where(inArray(cases.id, some)));
      return new Map(rows.map((row) => [row.id, toCase(row)]));
    },
    mergedInto: async (key) => {
      const rows = await db
        .select()
        .from(cases)
        .where(eq(cases.mergedInto, key))
        .orderBy(asc(cases.openedAt));
      return rows.map(toCase);
    },
    dueToWake: async (now, limit) => {
      const rows = await db
        .select()
        .from(cases)
        .where(and(lte(cases.snoozedUntil, now), ne(cases.status, "closed")))
        .orderBy(asc(cases.snoozedUntil), asc(cases.id))
        .limit(limit);
      return rows.map(toCase);
    },
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
        status: row.status === snoozedBucket ? ("snoozed" as const) : CaseStatus.parse(row.status),
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
    insert: (record, search) => saveAll([{ before: null, after: record, search }]),
    update: (before, after, search) => saveAll([{ before, after, search: search ?? "" }]),
    saveAll,
    insertNote: (record) => guarded("note", (tx) => tx.insert(note).values(record)),
  };
}

/** Lower-case words and ids by which a case is found; parts of an e-mail count as words too. */
export function searchTerms(text: string): string[] {
  const words = text.toLowerCase().split(/[\s,;:"'()<>[\]{}|]+/);
  const parts = words.flatMap((word) => (word.includes("@") ? [word, ...word.split(/[@.]/)] : [word]));
  return [...new Set(parts.map((part) => part.slice(0, 80)).filter((part) => part.length > 0))].slice(0, 200);
}
