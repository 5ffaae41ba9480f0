import { and, eq, gte, inArray, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { caseStatuses } from "#lib/domain/case.ts";
import { severities, severityRank } from "#lib/domain/severity.ts";
import type { CaseFilter, CaseRow } from "#lib/ports/case-store.ts";
import type { Page, Total } from "#lib/ports/page.ts";
import type { Client } from "#db/client.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { ownerBucket, snoozedBucket } from "./case-counts.ts";
import { beyond, openValues, type RowsQuery, rowsQuery, toCaseRows } from "./case-rows.ts";

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
  const walks = statusWalks(client, input.filter);
  const owner = ownerWalk(client, input.filter);
  const ranks = wanted.map(severityRank).sort((a, b) => b - a);
  for (const rank of ranks) {
    if (cursor && rank > cursor.rank) continue;
    const missing = input.limit + 1 - items.length;
    if (missing <= 0) break;
    const after = cursor && rank === cursor.rank ? beyond(cases, cursor) : undefined;
    const pages = await Promise.all(
      walks.map((walk) => readWalk(client, { walk, owner, rank, more: and(search, after), limit: missing })),
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
    const { ownerPersonId, severities: wanted } = filter;
    const counted = await db
      .select({ total: sql<number>`coalesce(sum(${caseCount.count}), 0)` })
      .from(caseCount)
      .where(
        and(
          countedStatuses(client, filter),
          isEverything(wanted, severities) ? undefined : inArray(caseCount.severity, wanted),
          ownerPersonId === undefined ? undefined : eq(caseCount.owner, ownerBucket(ownerPersonId)),
        ),
      );
    const total = Number(counted[0]?.total ?? 0);
    return { total, totalCapped: false };
  }
  const where = and(
    snoozedCondition(client, filter),
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

function countedStatuses({ schema }: Client, { statuses, snoozed }: CaseFilter): SQL | undefined {
  const { status } = schema.caseCount;
  if (snoozed === "only") return eq(status, snoozedBucket);
  if (isEverything(statuses, caseStatuses)) return undefined;
  return inArray(status, snoozed === "too" ? [...statuses, snoozedBucket] : statuses);
}

function snoozedCondition({ schema }: Client, { statuses, snoozed }: CaseFilter): SQL | undefined {
  const { open } = schema.cases;
  if (snoozed === "only") return eq(open, openValues.snoozed);
  if (snoozed === "too" || isEverything(statuses, caseStatuses)) return undefined;
  return ne(open, openValues.snoozed);
}

/** None chosen and all chosen are the same. */
function isEverything<T>(chosen: readonly T[], all: readonly T[]): boolean {
  return chosen.length === 0 || all.every((one) => chosen.includes(one));
}

/** A condition along an index. Queries of one name differ in nothing but the values. */
interface Walk {
  name: string;
  where: SQL | undefined;
  values: Record<string, unknown>;
}

// All statuses, all open ones, and each status have an index of their own; other choices are read status by status.
function statusWalks(client: Client, { statuses, snoozed }: CaseFilter): Walk[] {
  const { cases } = client.schema;
  const all: Walk = { name: "all", where: undefined, values: {} };
  const asleep: Walk = { name: "snoozed", where: eq(cases.open, openValues.snoozed), values: {} };
  if (snoozed === "only") return [asleep];
  if (isEverything(statuses, caseStatuses)) return [all];
  if (isEverything(statuses, openStatuses)) {
    const open: Walk = { name: "open", where: eq(cases.open, openValues.open), values: {} };
    return snoozed === "too" ? [open, asleep] : [open];
  }
  const is = eq(cases.status, sql.placeholder("status"));
  const where = snoozed === "too" ? is : and(is, ne(cases.open, openValues.snoozed));
  const name = snoozed === "too" ? "status, snoozed too" : "status";
  return statuses.map((status) => ({ name, where, values: { status } }));
}

function ownerWalk(client: Client, { ownerPersonId }: CaseFilter): Walk {
  const { cases } = client.schema;
  if (ownerPersonId === undefined) return { name: "anybody", where: undefined, values: {} };
  if (ownerPersonId === null) return { name: "nobody", where: isNull(cases.ownerPersonId), values: {} };
  const where = eq(cases.ownerPersonId, sql.placeholder("owner"));
  return { name: "somebody", where, values: { owner: ownerPersonId } };
}

type Prepared = ReturnType<RowsQuery["prepare"]>;
const prepared = new WeakMap<Client, Map<string, Prepared>>();

/**
 * The cases of one severity along an index. The first pages of the views are asked for all day, and building and
 * compiling their statement cost as much as running it: each kind is kept.
 */
async function readWalk(
  client: Client,
  input: { walk: Walk; owner: Walk; rank: number; more: SQL | undefined; limit: number },
): Promise<CaseRow[]> {
  const { walk, owner, rank, more, limit } = input;
  const { cases } = client.schema;
  const kept = prepared.get(client) ?? new Map<string, Prepared>();
  prepared.set(client, kept);
  const name = `${walk.name} ${owner.name}`;
  const rankIs = eq(cases.severityRank, sql.placeholder("rank"));
  const build = () =>
    rowsQuery(client, and(walk.where, rankIs, owner.where, more), sql.placeholder("limit")).prepare();
  const query = more === undefined ? (kept.get(name) ?? build()) : build();
  if (more === undefined) kept.set(name, query);
  return toCaseRows(await query.execute({ ...walk.values, ...owner.values, rank, limit }));
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
