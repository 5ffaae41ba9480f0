import { and, asc, count, desc, eq, inArray } from "drizzle-orm";
import type { UserState } from "#lib/domain/directory.ts";
import type { AuditStore } from "#lib/ports/audit-store.ts";
import type { Client } from "#db/client.ts";
import { batches, olderThan, requestColumns, succeeded, toPage, withRest } from "./requests.ts";
import { toNumber } from "./sql.ts";

/** Everyone suspended or reactivated in a period, with what became of it. */
export function auditCarriedOut(client: Client): Pick<AuditStore, "carriedOut"> {
  const { db, schema } = client;
  const { request, subject, review } = schema;
  return {
    carriedOut: async (period, { limit, cursor }) => {
      const [rows, totals] = await Promise.all([
        db
          .select({
            ...requestColumns(client),
            reason: request.reason,
            stateNow: subject.state,
            readAt: subject.readAt,
            dueAt: review.dueAt,
            reviewStatus: review.status,
          })
          .from(request)
          .leftJoin(subject, eq(subject.userId, request.subjectId))
          .leftJoin(review, eq(review.requestId, request.id))
          .where(and(succeeded(client, period), olderThan(request.endedAt, request.id, cursor)))
          .orderBy(desc(request.endedAt), desc(request.id))
          .limit(limit + 1),
        db.select({ count: count() }).from(request).where(succeeded(client, period)),
      ]);
      const page = toPage(rows, limit, (row) => [row.endedAt?.getTime() ?? 0, row.id]);
      const [rest, undone] = await Promise.all([
        withRest(client, page.items),
        reactivationsOf(
          client,
          page.items.map(({ subjectId }) => subjectId),
        ),
      ]);
      return {
        nextCursor: page.nextCursor,
        total: toNumber(totals[0]?.count),
        items: page.items.map((row, index) => {
          const ended = row.endedAt;
          const request = rest[index];
          if (request === undefined) throw new Error("A row of the page has no request.");
          return {
            ...request,
            reason: row.reason,
            stateNow:
              row.stateNow === null || row.readAt === null
                ? null
                : { state: row.stateNow as UserState, readAt: row.readAt },
            undoneAt:
              row.action === "suspend" && ended !== null
                ? (undone.get(row.subjectId)?.find((at) => at > ended) ?? null)
                : null,
            review:
              row.dueAt === null || row.reviewStatus === null
                ? null
                : { dueAt: row.dueAt, status: row.reviewStatus as "planned" },
          };
        }),
      };
    },
  };
}

/** When reactivations of these people succeeded, oldest first. */
async function reactivationsOf(
  { db, schema: { request } }: Client,
  subjectIds: readonly string[],
): Promise<Map<string, Date[]>> {
  const times = new Map<string, Date[]>();
  for (const some of batches([...new Set(subjectIds)])) {
    const rows = await db
      .select({ subjectId: request.subjectId, endedAt: request.endedAt })
      .from(request)
      .where(
        and(
          inArray(request.subjectId, some),
          eq(request.action, "reactivate"),
          eq(request.status, "succeeded"),
        ),
      )
      .orderBy(asc(request.endedAt));
    for (const { subjectId, endedAt } of rows)
      if (endedAt !== null) times.set(subjectId, [...(times.get(subjectId) ?? []), endedAt]);
  }
  return times;
}
