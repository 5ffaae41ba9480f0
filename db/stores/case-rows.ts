import { and, desc, eq, lt, or, type SQL, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { CaseStatus } from "#lib/domain/case.ts";
import { Severity, severityRank } from "#lib/domain/severity.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { CaseRow } from "#lib/ports/store.ts";
import { toSubject } from "./subject-store.ts";

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
        : ({
            key: row.requestKey,
            action: row.requestAction,
            status: row.requestStatus,
          } as CaseRow["openRequest"]),
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
      or(
        lt(cases.newestSignalAt, cursor.at),
        and(eq(cases.newestSignalAt, cursor.at), lt(cases.id, cursor.id)),
      ),
    ),
  );
}

type CaseColumns = Client["schema"]["cases"]["$inferSelect"];

export function toCase(row: CaseColumns): CaseRecord {
  const { number: _number, open: _open, severityRank: _rank, ...rest } = row;
  return {
    ...rest,
    status: CaseStatus.parse(row.status),
    severity: Severity.parse(row.severity),
    closeVerdict: row.closeVerdict as CaseRecord["closeVerdict"],
  };
}

export function fromCase(record: CaseRecord): CaseColumns {
  return {
    ...record,
    number: Number(record.key.slice(3)),
    open: record.status === "closed" ? 0 : 1,
    severityRank: severityRank(record.severity),
  };
}
