import { and, asc, count, desc, eq, gte, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { AuditPeriod } from "#lib/domain/audit.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { RequestStatus } from "#lib/domain/request.ts";
import type { AuditRequest, AuditStore } from "#lib/ports/audit-store.ts";
import type { Page } from "#lib/ports/page.ts";
import type { Client } from "#db/client.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { fits, toNumber } from "./sql.ts";

/** Both databases bound the number of parameters of a statement. */
const rowsAtOnce = 1_000;

type RequestPart = Pick<
  AuditStore,
  "counts" | "carriedOutCounts" | "total" | "requests" | "keys" | "byKeys" | "simulatedCount" | "decisions"
>;

export function auditRequests(client: Client): RequestPart {
  const { db, schema } = client;
  const { request, vote, entry } = schema;
  const columns = requestColumns(client);
  return {
    counts: async (filter) => {
      const rows = await db
        .select({
          action: request.action,
          status: request.status,
          count: count(),
          approvals: sql<number>`sum(${request.approvals})`,
        })
        .from(request)
        .where(fits(client, filter))
        .groupBy(request.action, request.status);
      return rows.map((row) => ({
        action: row.action as Action,
        status: row.status as RequestStatus,
        count: toNumber(row.count),
        approvals: toNumber(row.approvals),
      }));
    },
    carriedOutCounts: async ({ from, to }) => {
      const rows = await db
        .select({ action: request.action, count: count() })
        .from(request)
        .where(succeeded(client, { from, to }))
        .groupBy(request.action);
      return rows.map((row) => ({ action: row.action as Action, count: toNumber(row.count) }));
    },
    total: async (filter) => {
      const rows = await db.select({ count: count() }).from(request).where(fits(client, filter));
      return toNumber(rows[0]?.count);
    },
    requests: async (filter, { limit, cursor }) => {
      const rows = await db
        .select(columns)
        .from(request)
        .where(and(fits(client, filter), olderThan(request.createdAt, request.id, cursor)))
        .orderBy(desc(request.createdAt), desc(request.id))
        .limit(limit + 1);
      const page = toPage(rows, limit, (row) => [row.createdAt.getTime(), row.id]);
      return { ...page, items: await withRest(client, page.items) };
    },
    keys: async (filter, limit) => {
      const rows = await db
        .select({ key: request.key })
        .from(request)
        .where(fits(client, filter))
        .limit(limit);
      return rows.map(({ key }) => key);
    },
    byKeys: async (keys) => {
      const found: AuditRequest[] = [];
      for (const some of batches(keys)) {
        const rows = await db.select(columns).from(request).where(inArray(request.key, some));
        found.push(...(await withRest(client, rows)));
      }
      const places = new Map(keys.map((key, place) => [key, place]));
      return found.sort((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
    },
    simulatedCount: async ({ from, to }) => {
      const rows = await db
        .select({ count: count() })
        .from(entry)
        .where(
          and(
            eq(entry.type, "request.submitted"),
            gte(entry.at, from),
            lt(entry.at, to),
            // Written out, so that the partial index is seen to fit.
            sql`${entry.simulated} = 1`,
          ),
        );
      return toNumber(rows[0]?.count);
    },
    decisions: async (filter) => {
      const rows = await db
        .select({
          requesterPersonId: vote.requesterPersonId,
          deciderPersonId: vote.personId,
          decision: vote.decision,
          count: count(),
        })
        .from(request)
        .innerJoin(vote, eq(vote.requestId, request.id))
        .where(fits(client, filter))
        .groupBy(vote.requesterPersonId, vote.personId, vote.decision);
      return rows.map((row) => ({
        ...row,
        decision: row.decision as "approve" | "deny",
        count: toNumber(row.count),
      }));
    },
  };
}

/** What a row of a list of requests is made of. */
export function requestColumns({ schema: { request } }: Client) {
  return {
    id: request.id,
    key: request.key,
    caseKey: request.caseKey,
    action: request.action,
    status: request.status,
    subjectId: request.subjectId,
    subjectName: request.snapshotName,
    subjectEmail: request.snapshotEmail,
    requesterPersonId: request.requesterPersonId,
    policyId: request.policyId,
    policyVersion: request.policyVersion,
    policyRule: request.policyRule,
    createdAt: request.createdAt,
    decidedAt: request.decidedAt,
    endedAt: request.endedAt,
    needed: request.needed,
    approvals: request.approvals,
  };
}

export function succeeded({ schema: { request } }: Client, { from, to }: AuditPeriod): SQL | undefined {
  return and(eq(request.status, "succeeded"), gte(request.endedAt, from), lt(request.endedAt, to));
}

interface Columns extends Omit<AuditRequest, "action" | "status" | "policy" | "votes" | "simulated"> {
  action: string;
  status: string;
  policyId: string;
  policyVersion: number;
  policyRule: string;
}

/** Adds who decided, and whether the demo made it up. */
export async function withRest({ db, schema }: Client, rows: readonly Columns[]): Promise<AuditRequest[]> {
  const { vote, entry } = schema;
  const votes = new Map<string, AuditRequest["votes"]>();
  const simulated = new Set<string>();
  for (const some of batches(rows)) {
    const [found, made] = await Promise.all([
      db
        .select({ requestId: vote.requestId, personId: vote.personId, decision: vote.decision, at: vote.at })
        .from(vote)
        .where(
          inArray(
            vote.requestId,
            some.map(({ id }) => id),
          ),
        )
        .orderBy(asc(vote.at)),
      db
        .select({ requestKey: entry.requestKey })
        .from(entry)
        .where(
          and(
            inArray(
              entry.requestKey,
              some.map(({ key }) => key),
            ),
            eq(entry.type, "request.submitted"),
            eq(entry.simulated, 1),
          ),
        ),
    ]);
    for (const { requestId, decision, ...rest } of found) {
      const before = votes.get(requestId) ?? [];
      votes.set(requestId, [...before, { ...rest, decision: decision as "approve" | "deny" }]);
    }
    for (const { requestKey } of made) if (requestKey !== null) simulated.add(requestKey);
  }
  return rows.map(({ policyId, policyVersion, policyRule, action, status, ...row }) => ({
    id: row.id,
    key: row.key,
    caseKey: row.caseKey,
    action: action as Action,
    status: status as RequestStatus,
    subjectId: row.subjectId,
    subjectName: row.subjectName,
    subjectEmail: row.subjectEmail,
    requesterPersonId: row.requesterPersonId,
    policy: { id: policyId, version: policyVersion, rule: policyRule },
    createdAt: row.createdAt,
    decidedAt: row.decidedAt,
    endedAt: row.endedAt,
    needed: row.needed,
    approvals: row.approvals,
    votes: votes.get(row.id) ?? [],
    simulated: simulated.has(row.key),
  }));
}

type Moments = Client["schema"]["request"]["createdAt" | "endedAt"] | Client["schema"]["entry"]["at"];
type Ids = Client["schema"]["request"]["id"] | Client["schema"]["entry"]["id"];

/** What comes after a place in a list that is newest first. */
export function olderThan(moment: Moments, id: Ids, cursor: string | null): SQL | undefined {
  const place = decodeCursor(cursor, 2);
  if (place === null) return undefined;
  const at = new Date(Number(place[0]));
  return or(lt(moment, at), and(eq(moment, at), lt(id, String(place[1]))));
}

export function toPage<T>(rows: T[], limit: number, place: (row: T) => (string | number)[]): Page<T> {
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit),
    nextCursor: rows.length > limit && last ? encodeCursor(place(last)) : null,
  };
}

export function batches<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < all.length; from += rowsAtOnce) parts.push(all.slice(from, from + rowsAtOnce));
  return parts;
}
