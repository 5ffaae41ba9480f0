import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";
import type { defineCases } from "./cases.ts";

/**
 * Requests, votes, attempts. The database refuses what the code should never try: a vote by the requester, a second
 * open request for one user and action, two holders of one user, an approved request without its approvals.
 * Rules that live only in handlers have been bypassed in well-known products.
 */
export function defineRequests(
  {
    table,
    text,
    integer,
    instant,
    bytes,
    index,
    uniqueIndex,
    unique,
    check,
    foreignKey,
    primaryKey,
  }: Dialect,
  { cases, subject }: Pick<ReturnType<typeof defineCases>, "cases" | "subject">,
) {
  const request = table(
    "request",
    {
      id: text().primaryKey(),
      key: text().notNull(),
      number: integer().notNull(),
      version: integer().notNull(),
      caseId: text().notNull(),
      caseKey: text().notNull(),
      workflowId: text().notNull(),
      accountId: text().notNull(),
      subjectId: text().notNull(),
      action: text().notNull(),
      status: text().notNull(),
      /** Null only while a machine's proposal waits for a person to adopt it. */
      requesterPersonId: text(),
      proposedBy: text(),
      reason: text().notNull(),
      digest: text().notNull(),
      payload: bytes().notNull(),
      snapshotEmail: text().notNull(),
      /** The e-mail as it is compared: finds requests about members of the team. */
      snapshotEmailKey: text().notNull().default(""),
      snapshotName: text().notNull(),
      snapshotState: text().notNull(),
      snapshotReadAt: instant().notNull(),
      policyId: text().notNull(),
      policyVersion: integer().notNull(),
      policyRule: text().notNull(),
      stepUpMaxAgeMs: integer(),
      executeWithinMs: integer().notNull(),
      wasContained: integer().notNull(),
      needed: integer().notNull(),
      approvals: integer().notNull(),
      expiresAt: instant().notNull(),
      executeBy: instant(),
      attempts: integer().notNull(),
      fence: integer().notNull(),
      leaseUntil: instant(),
      /** The user held, or null: unique, so no two requests ever hold one user. */
      heldUser: text(),
      markedAt: instant(),
      markQuietUntil: instant(),
      quietUntil: instant(),
      nextTryAt: instant(),
      releases: integer().notNull(),
      unknownSince: instant(),
      seenState: text(),
      seenTimes: integer().notNull(),
      overtook: integer().notNull(),
      /** Readings after the end that watched for drift: two, then it is over. */
      watches: integer().notNull().default(0),
      outcome: text(),
      staleDifference: text(),
      createdAt: instant().notNull(),
      decidedAt: instant(),
      endedAt: instant(),
    },
    (t) => [
      uniqueIndex("request_key").on(t.key),
      // What a vote refers to: this request, this requester, these bytes.
      unique("request_vote_target").on(t.id, t.requesterPersonId, t.digest),
      uniqueIndex("request_one_open")
        .on(t.subjectId, t.action)
        .where(sql`${t.status} in ('pending', 'approved', 'executing', 'unknown', 'needs_attention')`),
      // Nobody stands behind a proposal, so it doesn't count among the open; a machine that repeats itself is one all the same.
      uniqueIndex("request_one_proposal")
        .on(t.subjectId, t.action)
        .where(sql`${t.status} = 'proposed'`),
      uniqueIndex("request_one_holder")
        .on(t.heldUser)
        .where(sql`${t.heldUser} is not null`),
      index("request_status").on(t.status, t.expiresAt, t.id),
      index("request_case").on(t.caseId, t.createdAt),
      index("request_subject").on(t.subjectId, t.createdAt),
      index("request_email").on(t.snapshotEmailKey, t.action),
      index("request_history").on(t.createdAt, t.id),
      index("request_period").on(t.createdAt, t.action, t.status, t.number, t.approvals),
      index("request_number").on(t.number),
      index("request_ended").on(t.endedAt, t.action, t.status),
      foreignKey({ columns: [t.caseId], foreignColumns: [cases.id] }),
      foreignKey({ columns: [t.subjectId], foreignColumns: [subject.userId] }),
      check(
        "request_needs_one",
        sql`${t.needed} >= 1 and ${t.approvals} >= 0 and ${t.approvals} <= ${t.needed}`,
      ),
      check(
        "request_pending_is_undecided",
        sql`${t.status} not in ('pending', 'proposed') or ${t.approvals} < ${t.needed}`,
      ),
      check(
        "request_approvals_complete",
        sql`${t.status} not in ('approved', 'executing', 'unknown', 'needs_attention', 'succeeded', 'refused', 'failed', 'superseded') or (${t.approvals} = ${t.needed} and ${t.executeBy} is not null)`,
      ),
      check(
        "request_has_requester",
        sql`${t.status} in ('proposed', 'withdrawn', 'expired') or ${t.requesterPersonId} is not null`,
      ),
      check(
        "request_executing_holds",
        sql`${t.status} <> 'executing' or (${t.leaseUntil} is not null and ${t.heldUser} is not null and ${t.heldUser} = ${t.subjectId})`,
      ),
      check(
        "request_unknown_was_sent",
        sql`${t.status} <> 'unknown' or (${t.attempts} >= 1 and ${t.heldUser} is not null)`,
      ),
      check(
        "request_unsent_ends",
        sql`${t.status} not in ('proposed', 'pending', 'denied', 'withdrawn', 'expired', 'stale') or ${t.attempts} = 0`,
      ),
      check("request_holds_own_subject", sql`${t.heldUser} is null or ${t.heldUser} = ${t.subjectId}`),
    ],
  );

  const vote = table(
    "vote",
    {
      requestId: text().notNull(),
      requesterPersonId: text().notNull(),
      digest: text().notNull(),
      personId: text().notNull(),
      decision: text().notNull(),
      reason: text().notNull(),
      at: instant().notNull(),
      sessionRef: text().notNull(),
    },
    (t) => [
      // One vote per person, and never the requester's: the database says so as well.
      primaryKey({ columns: [t.requestId, t.personId] }),
      check("vote_by_second_person", sql`${t.personId} <> ${t.requesterPersonId}`),
      check("vote_decision", sql`${t.decision} in ('approve', 'deny')`),
      check("vote_has_reason", sql`length(${t.reason}) > 0`),
      foreignKey({
        name: "vote_on_what_was_seen",
        columns: [t.requestId, t.requesterPersonId, t.digest],
        foreignColumns: [request.id, request.requesterPersonId, request.digest],
      }),
    ],
  );

  const attempt = table(
    "attempt",
    {
      requestId: text().notNull(),
      n: integer().notNull(),
      fence: integer().notNull(),
      markedAt: instant().notNull(),
      answerKind: text(),
      answerCode: text(),
      answerMessage: text(),
      method: text(),
      path: text(),
      httpStatus: integer(),
      providerRequestId: text(),
      elapsedMs: integer(),
      answeredAt: instant(),
    },
    (t) => [
      primaryKey({ columns: [t.requestId, t.n] }),
      // One dispatch mark per claim: a worker that lost its lease can't mark again under the same fence.
      uniqueIndex("attempt_fence").on(t.requestId, t.fence),
      foreignKey({ columns: [t.requestId], foreignColumns: [request.id] }),
    ],
  );

  return { request, vote, attempt };
}
