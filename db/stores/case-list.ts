import { and, eq, gte, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { type CaseStatus, caseStatuses } from "#lib/domain/case.ts";
import { severities, type Severity, severityRank } from "#lib/domain/severity.ts";
import type { CaseFilter, CaseRow, Page, Total } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { ownerBucket } from "./case-counts.ts";
import { beyond, selectRows } from "./case-rows.ts";

const countedTo = 10_000;
const openStatuses = caseStatuses.filter((status) => status !== "closed");

/**
 * A page of the queue: most severe first, then newest signal. Each severity is read by itself along the index, so a
 * page costs the same whether there are a thousand cases or a million, and whichever severities are left out.
 */
export async function listCases(
  client: Client,
  input: { filter: CaseFilter; limit: number; cursor: string | null },
): Promise<Page<CaseRow>> {
  const { cases } = client.schema;
  const place = decodeCursor(input.cursor, 3);
  const cursor = place && { rank: Number(place[0]), at: new Date(Number(place[1])), id: String(place[2]) };
  const search = await searchCondition(client, input.filter.q);
  const items: CaseRow[] = [];
  const wanted = input.filter.severities.length > 0 ? input.filter.severities : [...severities];
  const ranks = wanted.map(severityRank).sort((a, b) => b - a);
  for (const rank of ranks) {
    if (cursor && rank > cursor.rank) continue;
    const missing = input.limit + 1 - items.length;
    if (missing <= 0) break;
    const pages = await Promise.all(
      statusConditions(client, input.filter.statuses).map((status) =>
        selectRows(
          client,
          and(
            status,
            eq(cases.severityRank, rank),
            ownerCondition(client, input.filter),
            search,
            cursor && rank === cursor.rank ? beyond(cases, cursor) : undefined,
          ),
          missing,
        ),
      ),
    );
    const merged = pages.length === 1 ? (pages[0] ?? []) : pages.flat().sort(newestFirst);
    items.push(...merged.slice(0, missing));
  }
  const page = items.slice(0, input.limit);
  const last = page.at(-1);
  const more = items.length > input.limit && last !== undefined;
  return {
    items: page,
    nextCursor: more
      ? encodeCursor([severityRank(last.severity), last.newestSignalAt.getTime(), last.id])
      : null,
  };
}

/** How many cases a filter shows: from the kept counts where they can tell, else counted up to 10,000. */
export async function totalOfCases(client: Client, filter: CaseFilter): Promise<Total> {
  const { db, schema } = client;
  if (!filter.q) {
    const { caseCount } = schema;
    const { ownerPersonId } = filter;
    const rows = await db
      .select()
      .from(caseCount)
      .where(ownerPersonId === undefined ? undefined : eq(caseCount.owner, ownerBucket(ownerPersonId)));
    const total = rows
      .filter((row) => filter.statuses.length === 0 || filter.statuses.includes(row.status as CaseStatus))
      .filter((row) => filter.severities.length === 0 || filter.severities.includes(row.severity as Severity))
      .reduce((sum, row) => sum + row.count, 0);
    return { total, totalCapped: false };
  }
  const where = and(
    filter.statuses.length > 0 ? inArray(schema.cases.status, filter.statuses) : undefined,
    // The rank and not the word, because the queue's indexes hold the rank: nothing but an index is read then.
    filter.severities.length > 0
      ? inArray(schema.cases.severityRank, filter.severities.map(severityRank))
      : undefined,
    ownerCondition(client, filter),
    await searchCondition(client, filter.q),
  );
  const counted = db
    .select({ one: sql`1`.as("one") })
    .from(schema.cases)
    .where(where)
    .limit(countedTo + 1)
    .as("counted");
  const rows = await db.select({ total: sql<number>`count(*)` }).from(counted);
  const total = Number(rows[0]?.total ?? 0);
  return { total: Math.min(total, countedTo), totalCapped: total > countedTo };
}

// Every status and every open status have an index of their own; other choices are read status by status.
function statusConditions(client: Client, statuses: CaseStatus[]): (SQL | undefined)[] {
  const { cases } = client.schema;
  if (statuses.length === 0) return [eq(cases.open, 1), eq(cases.open, 0)];
  const allOpen = openStatuses.every((status) => statuses.includes(status));
  if (allOpen)
    return statuses.includes("closed") ? [eq(cases.open, 1), eq(cases.open, 0)] : [eq(cases.open, 1)];
  return statuses.map((status) => eq(cases.status, status));
}

function ownerCondition(client: Client, filter: CaseFilter): SQL | undefined {
  const { cases } = client.schema;
  if (filter.ownerPersonId === undefined) return undefined;
  return filter.ownerPersonId === null
    ? isNull(cases.ownerPersonId)
    : eq(cases.ownerPersonId, filter.ownerPersonId);
}

/**
 * Every word must be the beginning of one of the case's terms. A rare word is looked up first and the few cases are
 * sorted; a common one is checked while walking along the queue's order: either way the cost stays bounded.
 */
async function searchCondition(client: Client, q: string | undefined): Promise<SQL | undefined> {
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const { db, schema } = client;
  const { caseTerm, cases } = schema;
  const conditions: SQL[] = [];
  for (const word of words) {
    const range = and(gte(caseTerm.term, word), lt(caseTerm.term, `${word}\u{10ffff}`));
    const ids = await db
      .selectDistinct({ id: caseTerm.caseId })
      .from(caseTerm)
      .where(range)
      .limit(countedTo + 1);
    conditions.push(
      ids.length <= 500
        ? inArray(cases.id, ["", ...ids.map((row) => row.id)])
        : ids.length <= countedTo
          ? inArray(cases.id, db.select({ id: caseTerm.caseId }).from(caseTerm).where(range))
          : sql`exists (select 1 from ${caseTerm} where ${caseTerm.caseId} = ${cases.id} and ${range})`,
    );
  }
  return and(...conditions);
}

function newestFirst(a: CaseRow, b: CaseRow): number {
  return b.newestSignalAt.getTime() - a.newestSignalAt.getTime() || (a.id < b.id ? 1 : -1);
}
