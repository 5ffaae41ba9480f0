import { and, asc, desc, eq, gt, inArray, isNotNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { endStatuses, openStatuses, RequestStatus } from "#lib/domain/request.ts";
import { Severity } from "#lib/domain/severity.ts";
import type { AttemptRecord, RequestRecord, VoteRecord } from "#lib/ports/records.ts";
import type { Page } from "#lib/ports/page.ts";
import type { RequestRow, RequestStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { changedColumns } from "#db/changed-columns.ts";
import { insertRow } from "#db/insert-rows.ts";
import { keepListQuery, keepQuery } from "#db/keep-query.ts";
import { decodeCursor, encodeCursor } from "#db/keyset.ts";
import { guarded } from "#db/statement.ts";
import { fromRequest, toAttempt, toRequest } from "./request-row.ts";

export function createRequestStore(client: Client): RequestStore {
  const { db, schema } = client;
  const { request, vote, attempt, cases } = schema;

  const many = async (where: SQL | undefined, limit: number): Promise<RequestRecord[]> => {
    const rows = await db
      .select()
      .from(request)
      .where(where)
      .orderBy(desc(request.createdAt), desc(request.number))
      .limit(limit);
    return rows.map(toRequest);
  };
  const one = async (where: SQL | undefined) => (await many(where, 1))[0] ?? null;
  const by = (column: typeof request.id | typeof request.key | typeof request.heldUser) => {
    const query = keepQuery(() =>
      db
        .select()
        .from(request)
        .where(eq(column, sql.placeholder("value")))
        .limit(1),
    );
    return async (value: string) => {
      const [row] = await query({ value });
      return row ? toRequest(row) : null;
    };
  };
  const votesOf = keepQuery(() =>
    db
      .select()
      .from(vote)
      .where(eq(vote.requestId, sql.placeholder("id")))
      .orderBy(asc(vote.at)),
  );
  const attemptsOf = keepQuery(() =>
    db
      .select()
      .from(attempt)
      .where(eq(attempt.requestId, sql.placeholder("id")))
      .orderBy(asc(attempt.n)),
  );
  const newestEnded = keepQuery(() =>
    db
      .select()
      .from(request)
      .where(and(eq(request.subjectId, sql.placeholder("subjectId")), eq(request.status, "succeeded")))
      .orderBy(desc(request.endedAt))
      .limit(1),
  );
  const suspicions = keepListQuery((emailKeys) =>
    db
      .select({ requestId: request.id, requestKey: request.key, subjectEmail: request.snapshotEmail })
      .from(request)
      .innerJoin(cases, eq(cases.id, request.caseId))
      .where(
        and(
          eq(request.action, "suspend"),
          inArray(request.snapshotEmailKey, emailKeys),
          or(
            inArray(request.status, openStatuses),
            and(eq(request.status, "succeeded"), sql`${cases.status} <> 'closed'`, notUndone(client)),
          ),
        ),
      ),
  );

  return {
    byId: by(request.id),
    byKey: by(request.key),
    openFor: (subjectId, action) =>
      one(
        and(
          eq(request.subjectId, subjectId),
          eq(request.action, action),
          inArray(request.status, openStatuses),
        ),
      ),
    proposalFor: (subjectId, action) =>
      one(and(eq(request.subjectId, subjectId), eq(request.action, action), eq(request.status, "proposed"))),
    ofCase: (caseId) => many(eq(request.caseId, caseId), 100),
    ofSubject: (subjectId, limit) => many(eq(request.subjectId, subjectId), limit),
    holder: by(request.heldUser),
    newestSucceeded: async (subjectId) => {
      const [row] = await newestEnded({ subjectId });
      return row ? toRequest(row) : null;
    },
    votes: async (requestId) => {
      const rows = await votesOf({ id: requestId });
      return rows.map((row) => ({ ...row, decision: row.decision as VoteRecord["decision"] }));
    },
    attempts: async (requestId) => {
      return (await attemptsOf({ id: requestId })).map(toAttempt);
    },
    pending: async ({ limit, cursor }) => {
      const place = decodeCursor(cursor, 2);
      const rows = await selectRows(client, {
        where: and(
          inArray(request.status, ["proposed", "pending"]),
          place
            ? or(
                gt(request.expiresAt, new Date(Number(place[0]))),
                and(eq(request.expiresAt, new Date(Number(place[0]))), gt(request.id, String(place[1]))),
              )
            : undefined,
        ),
        order: [asc(request.expiresAt), asc(request.id)],
        limit: limit + 1,
      });
      return toPage(rows, limit, (row) => [row.expiresAt.getTime(), row.id]);
    },
    underWay: (limit) =>
      selectRows(client, {
        where: inArray(request.status, ["approved", "executing", "unknown", "needs_attention"]),
        order: [asc(request.createdAt)],
        limit,
      }),
    history: async ({ limit, cursor, requesterPersonId }) => {
      const place = decodeCursor(cursor, 2);
      const rows = await selectRows(client, {
        where: and(
          requesterPersonId ? eq(request.requesterPersonId, requesterPersonId) : undefined,
          place
            ? or(
                lt(request.createdAt, new Date(Number(place[0]))),
                and(eq(request.createdAt, new Date(Number(place[0]))), lt(request.id, String(place[1]))),
              )
            : undefined,
        ),
        order: [desc(request.createdAt), desc(request.id)],
        limit: limit + 1,
      });
      return toPage(rows, limit, (row) => [row.createdAt.getTime(), row.id]);
    },
    pendingCount: async () => {
      const rows = await db
        .select({ count: sql<number>`count(*)` })
        .from(request)
        .where(eq(request.status, "pending"));
      return Number(rows[0]?.count ?? 0);
    },
    counts: async () => {
      const rows = await db
        .select({ action: request.action, status: request.status, count: sql<number>`count(*)` })
        .from(request)
        .groupBy(request.action, request.status)
        .orderBy(asc(request.action), asc(request.status));
      return rows.map(({ action, status, count }) => ({
        action: action as RequestRecord["action"],
        status: RequestStatus.parse(status),
        count: Number(count),
      }));
    },
    suspicions: async (emailKeys) => (emailKeys.length === 0 ? [] : suspicions(emailKeys)),
    unsentWithVoteOf: async (personIds) => {
      const rows = await db
        .selectDistinct({ row: request })
        .from(request)
        .innerJoin(vote, eq(vote.requestId, request.id))
        .where(
          and(
            inArray(vote.personId, ["", ...personIds]),
            inArray(request.status, ["pending", "approved", "executing"]),
          ),
        );
      return rows.map(({ row }) => toRequest(row));
    },
    due: async (now, limit) => {
      const rows = await db
        .select()
        .from(request)
        .where(
          or(
            and(inArray(request.status, ["proposed", "pending"]), lte(request.expiresAt, now)),
            and(eq(request.status, "approved"), or(lte(request.nextTryAt, now), lte(request.executeBy, now))),
            and(eq(request.status, "executing"), lte(request.leaseUntil, now)),
            and(inArray(request.status, ["unknown", "needs_attention"]), lte(request.nextTryAt, now)),
            and(eq(request.status, "succeeded"), lte(request.nextTryAt, now)),
            and(
              isNotNull(request.heldUser),
              inArray(request.status, endStatuses),
              lte(request.quietUntil, now),
            ),
          ),
        )
        // A suspension never waits behind a reactivation.
        .orderBy(desc(request.action), asc(request.nextTryAt))
        .limit(limit);
      return rows.map(toRequest);
    },
    insert: (record) => guarded("request", (tx) => tx.insert(request).values(fromRequest(record))),
    update: (before, after) =>
      guarded("request", (tx) =>
        tx
          .update(request)
          .set(changedColumns(fromRequest(before), fromRequest({ ...after, version: before.version + 1 })))
          .where(and(eq(request.id, before.id), eq(request.version, before.version))),
      ),
    insertVote: (record) => insertRow(client, vote, record, { guardedAs: "vote" }),
    insertAttempt: ({ requestId, n, fence, markedAt }) =>
      insertRow(client, attempt, { requestId, n, fence, markedAt }, { guardedAs: "attempt" }),
    answerAttempt: (requestId, n, answer) =>
      guarded("attempt", (tx) =>
        tx
          .update(attempt)
          .set(fromAnswer(answer))
          .where(and(eq(attempt.requestId, requestId), eq(attempt.n, n))),
      ),
  };
}

/** No reactivation of the same person succeeded after this suspension. */
function notUndone({ schema }: Client): SQL {
  const { request } = schema;
  return sql`not exists (select 1 from ${request} as undone where undone.subject_id = ${request.subjectId} and undone.action = 'reactivate' and undone.status = 'succeeded' and undone.ended_at > ${request.endedAt})`;
}

async function selectRows(
  client: Client,
  input: { where: SQL | undefined; order: SQL[]; limit: number },
): Promise<RequestRow[]> {
  const { db, schema } = client;
  const { request, person, cases } = schema;
  const rows = await db
    .select({
      row: request,
      requesterName: person.name,
      caseTitle: cases.title,
      caseSeverity: cases.severity,
    })
    .from(request)
    .innerJoin(cases, eq(cases.id, request.caseId))
    .leftJoin(person, eq(person.id, request.requesterPersonId))
    .where(input.where)
    .orderBy(...input.order)
    .limit(input.limit);
  return rows.map((row) => ({
    ...toRequest(row.row),
    requesterName: row.requesterName,
    subjectName: row.row.snapshotName,
    subjectEmail: row.row.snapshotEmail,
    caseTitle: row.caseTitle,
    caseSeverity: Severity.parse(row.caseSeverity),
  }));
}

function toPage<T>(rows: T[], limit: number, place: (row: T) => (string | number)[]): Page<T> {
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit),
    nextCursor: rows.length > limit && last ? encodeCursor(place(last)) : null,
  };
}

function fromAnswer(answer: NonNullable<AttemptRecord["answer"]>) {
  return {
    answerKind: answer.kind,
    answerCode: answer.code,
    answerMessage: answer.message,
    method: answer.method,
    path: answer.path,
    httpStatus: answer.status,
    providerRequestId: answer.requestId,
    elapsedMs: answer.ms,
    answeredAt: answer.at,
  };
}
