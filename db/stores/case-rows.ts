import { and, desc, eq, getTableColumns, lt, or, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { CaseStatus } from "#lib/domain/case.ts";
import type { UserState } from "#lib/domain/directory.ts";
import { Severity, severityRank } from "#lib/domain/severity.ts";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { CaseRow } from "#lib/ports/case-store.ts";

/** Rows of the queue with everything that the list shows, from one query. */
export async function selectRows(client: Client, where: SQL | undefined, limit: number): Promise<CaseRow[]> {
  return toCaseRows(await rowsQuery(client, where, limit));
}

/**
 * The query of the rows, not yet asked. Its selection is flat and leaves out what only indexes need: a page is fifty
 * rows, and decoding them is most of what a list costs.
 */
export function rowsQuery(client: Client, where: SQL | undefined, limit: number | Placeholder) {
  const { db, schema } = client;
  const { cases, subject, person, request } = schema;
  const { number: _number, open: _open, severityRank: _rank, ...shown } = getTableColumns(cases);
  return (
    db
      .select({
        ...shown,
        accountId: subject.accountId,
        email: subject.email,
        name: subject.name,
        state: subject.state,
        rawState: subject.rawState,
        readAt: subject.readAt,
        goneAt: subject.goneAt,
        erasedAt: subject.erasedAt,
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
      .limit(limit)
  );
}

export type RowsQuery = ReturnType<typeof rowsQuery>;

export function toCaseRows(rows: Awaited<RowsQuery>): CaseRow[] {
  return rows.map((row) => {
    const { accountId, email, name, state, rawState, readAt, goneAt, erasedAt, ...others } = row;
    const { ownerName, requestKey, requestAction, requestStatus, earlierCases, ...found } = others;
    const userId = found.subjectId;
    return {
      ...toCase(found),
      subject: {
        userId,
        accountId,
        email,
        name,
        state: state as UserState,
        rawState,
        readAt,
        goneAt,
        erasedAt,
      },
      ownerName,
      openRequest:
        requestKey === null
          ? null
          : ({ key: requestKey, action: requestAction, status: requestStatus } as CaseRow["openRequest"]),
      earlierCases: Number(earlierCases),
    };
  });
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

type IndexColumns = "number" | "open" | "severityRank";

export function toCase(
  row: Omit<CaseColumns, IndexColumns> & Partial<Pick<CaseColumns, IndexColumns>>,
): CaseRecord {
  const { number: _number, open: _open, severityRank: _rank, ...rest } = row;
  return {
    ...rest,
    status: CaseStatus.parse(row.status),
    severity: Severity.parse(row.severity),
    closeVerdict: row.closeVerdict as CaseRecord["closeVerdict"],
    snoozeSeverity: row.snoozeSeverity === null ? null : Severity.parse(row.snoozeSeverity),
    severityByPerson: row.severityByPerson === 1,
  };
}

/** What `open` holds: the queue's index walks along it. */
export const openValues = { closed: 0, open: 1, snoozed: 2 } as const;

function openColumn({ status, snoozedUntil }: CaseRecord): number {
  if (status === "closed") return openValues.closed;
  return snoozedUntil === null ? openValues.open : openValues.snoozed;
}

export function fromCase(record: CaseRecord): CaseColumns {
  return {
    ...record,
    number: Number(record.key.slice(3)),
    severityByPerson: record.severityByPerson ? 1 : 0,
    open: openColumn(record),
    severityRank: severityRank(record.severity),
  };
}
