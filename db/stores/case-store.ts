import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { CaseStatus } from "#lib/domain/case.ts";
import { Severity, severityRank } from "#lib/domain/severity.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { CaseRow, CaseStore } from "#lib/ports/store.ts";
import type { Client } from "../client.ts";
import { guarded, unguarded } from "../statement.ts";
import { listCases, totalOfCases } from "./case-list.ts";
import { toSubject } from "./subject-store.ts";
import { countMoves } from "./case-counts.ts";

export function createCaseStore(client: Client): CaseStore {
  const { db, schema } = client;
  const { cases, caseCount, caseTerm, note } = schema;

  const one = async (where: SQL, order?: SQL): Promise<CaseRecord | null> => {
    const query = db.select().from(cases).where(where).$dynamic();
    const rows = await (order ? query.orderBy(order) : query).limit(1);
    return rows[0] ? toCase(rows[0]) : null;
  };

  const termRows = (caseId: string, search: string) => searchTerms(search).map((term) => ({ caseId, term }));

  return {
    byKey: (key) => one(eq(cases.key, key)),
    byId: (id) => one(eq(cases.id, id)),
    openOfSubject: (subjectId) => one(and(eq(cases.subjectId, subjectId), sql`${cases.status} <> 'closed'`) as SQL),
    newestOfSubject: (subjectId) => one(eq(cases.subjectId, subjectId), desc(cases.openedAt)),
    ofSubject: async (subjectId, limit) => {
      const rows = await db
        .select()
        .from(cases)
        .where(eq(cases.subjectId, subjectId))
        .orderBy(desc(cases.openedAt))
        .limit(limit);
      return rows.map(toCase);
    },
    list: (input) => listCases(client, input),
    total: (filter) => totalOfCases(client, filter),
    counts: async () => {
      const rows = await db.select().from(caseCount);
      return rows.map((row) => ({
        status: CaseStatus.parse(row.status),
        severity: Severity.parse(row.severity),
        count: row.count,
      }));
    },
    row: async (key) => {
      const rows = await selectRows(client, eq(cases.key, key), 1);
      return rows[0] ?? null;
    },
    notes: async (caseId) => {
      const rows = await db.select().from(note).where(eq(note.caseId, caseId)).orderBy(asc(note.at));
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
          .set(fromCase({ ...after, version: before.version + 1 }))
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

/** Rows of the queue with everything that the list shows, from one query. */
export async function selectRows(client: Client, where: SQL | undefined, limit: number): Promise<CaseRow[]> {
  const { db, schema } = client;
  const { cases, subject, person, request } = schema;
  const rows = await db
    .select({
      row: cases,
      subject,
      ownerName: person.name,
      requestKey: request.key,
      requestAction: request.action,
      requestStatus: request.status,
      earlierCases: sql<number>`(select count(*) from ${cases} as earlier where earlier.subject_id = ${cases.subjectId} and earlier.opened_at < ${cases.openedAt})`,
    })
    .from(cases)
    .innerJoin(subject, eq(subject.userId, cases.subjectId))
    .leftJoin(person, eq(person.id, cases.ownerPersonId))
    // A person has one open request per action; of the two the newer one is what the list shows.
    .leftJoin(
      request,
      sql`${request.id} = (select newest.id from ${request} as newest where newest.case_id = ${cases.id} and newest.status in ('proposed', 'pending', 'approved', 'executing', 'unknown', 'needs_attention') order by newest.created_at desc limit 1)`,
    )
    .where(where)
    .orderBy(desc(cases.severityRank), desc(cases.newestSignalAt), desc(cases.id))
    .limit(limit);
  return rows.map((row) => ({
    ...toCase(row.row),
    subject: toSubject(row.subject),
    ownerName: row.ownerName,
    openRequest:
      row.requestKey === null
        ? null
        : ({ key: row.requestKey, action: row.requestAction, status: row.requestStatus } as CaseRow["openRequest"]),
    earlierCases: Number(row.earlierCases),
  }));
}

/** Rows before which nothing of the page before comes: smaller in (severity, newest signal, id). */
export function beyond(
  cases: Client["schema"]["cases"],
  cursor: { rank: number; at: Date; id: string },
): SQL | undefined {
  return or(
    lt(cases.severityRank, cursor.rank),
    and(
      eq(cases.severityRank, cursor.rank),
      or(lt(cases.newestSignalAt, cursor.at), and(eq(cases.newestSignalAt, cursor.at), lt(cases.id, cursor.id))),
    ),
  );
}

export function inIds(cases: Client["schema"]["cases"], ids: string[]): SQL {
  return inArray(cases.id, ids);
}

type CaseColumns = Client["schema"]["cases"]["$inferSelect"];

function toCase(row: CaseColumns): CaseRecord {
  const { number: _number, open: _open, severityRank: _rank, ...rest } = row;
  return {
    ...rest,
    status: CaseStatus.parse(row.status),
    severity: Severity.parse(row.severity),
    closeVerdict: row.closeVerdict as CaseRecord["closeVerdict"],
  };
}

function fromCase(record: CaseRecord): CaseColumns {
  return {
    ...record,
    number: Number(record.key.slice(3)),
    open: record.status === "closed" ? 0 : 1,
    severityRank: severityRank(record.severity),
  };
}
