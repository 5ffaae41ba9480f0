import { and, asc, desc, eq, gte, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { insertRows } from "#db/insert-rows.ts";
import { keepQuery } from "#db/keep-query.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import { Policy } from "#lib/domain/policy.ts";
import type { NoticeRecord, ReviewRecord } from "#lib/ports/records.ts";
import type { GovernanceStore, PolicyVersionRecord } from "#lib/ports/governance-store.ts";

const openReview = ["planned", "due", "handed_over"];

export function createGovernanceStore(client: Client): GovernanceStore {
  const { db, schema } = client;
  const { policyVersion, review, personLink, freezeLift, drill, notice, request } = schema;

  const active = keepQuery(() =>
    db.select().from(policyVersion).where(eq(policyVersion.status, "active")).limit(1),
  );

  const lifts = keepQuery(() =>
    db.select({ personId: freezeLift.personId, requestId: freezeLift.requestId }).from(freezeLift),
  );

  return {
    activePolicy: async () => {
      const [row] = await active({});
      return row ? toPolicyVersion(row) : null;
    },
    policyVersions: async () =>
      (await db.select().from(policyVersion).orderBy(desc(policyVersion.draftedAt))).map(toPolicyVersion),
    policyVersion: async (policyId, version) => {
      const rows = await db
        .select()
        .from(policyVersion)
        .where(and(eq(policyVersion.policyId, policyId), eq(policyVersion.version, version)))
        .limit(1);
      return rows[0] ? toPolicyVersion(rows[0]) : null;
    },
    ruleHits: async ({ id, version }, since) => {
      const rows = await db
        .select({ rule: request.policyRule, count: sql<number>`count(*)` })
        .from(request)
        .where(
          and(gte(request.createdAt, since), eq(request.policyId, id), eq(request.policyVersion, version)),
        )
        .groupBy(request.policyRule);
      return rows.map(({ rule, count }) => ({ rule, count: Number(count) }));
    },
    insertPolicy: (record) =>
      guarded("policy", (tx) => tx.insert(policyVersion).values(fromPolicyVersion(record))),
    movePolicy: (before, after) =>
      guarded("policy", (tx) =>
        tx
          .update(policyVersion)
          .set(fromPolicyVersion(after))
          .where(
            and(
              eq(policyVersion.policyId, before.policy.id),
              eq(policyVersion.version, before.policy.version),
              eq(policyVersion.status, before.status),
            ),
          ),
      ),
    review: async (requestId) => {
      const rows = await db.select().from(review).where(eq(review.requestId, requestId)).limit(1);
      return rows[0] ? toReview(rows[0]) : null;
    },
    openReviews: async (limit) => {
      const rows = await db
        .select()
        .from(review)
        .where(inArray(review.status, openReview))
        .orderBy(asc(review.dueAt))
        .limit(limit);
      return rows.map(toReview);
    },
    reviewsOfSubject: async (subjectId) => {
      const rows = await db
        .select()
        .from(review)
        .where(and(eq(review.subjectId, subjectId), inArray(review.status, openReview)))
        // Ids grow with time: the newest suspension comes last.
        .orderBy(asc(review.requestId));
      return rows.map(toReview);
    },
    dueReviewCount: async () => {
      const rows = await db
        .select({ count: sql<number>`count(*)` })
        .from(review)
        .where(eq(review.status, "due"));
      return Number(rows[0]?.count ?? 0);
    },
    reviewsToCome: async (now, limit) => {
      const rows = await db
        .select()
        .from(review)
        .where(and(eq(review.status, "planned"), lte(review.dueAt, now)))
        .limit(limit);
      return rows.map(toReview);
    },
    insertReview: (record) => guarded("review", (tx) => tx.insert(review).values(fromReview(record))),
    updateReview: (before, after) =>
      guarded("review", (tx) =>
        tx
          .update(review)
          .set(fromReview({ ...after, version: before.version + 1 }))
          .where(and(eq(review.requestId, before.requestId), eq(review.version, before.version))),
      ),
    personLink: async (id) => {
      const rows = await db.select().from(personLink).where(eq(personLink.id, id)).limit(1);
      return rows[0] ?? null;
    },
    openPersonLinks: async () => db.select().from(personLink).where(isNull(personLink.confirmedAt)),
    insertPersonLink: (record) => guarded("person link", (tx) => tx.insert(personLink).values(record)),
    confirmPersonLink: (record) =>
      guarded("person link", (tx) =>
        tx
          .update(personLink)
          .set(record)
          .where(and(eq(personLink.id, record.id), isNull(personLink.confirmedAt))),
      ),
    freezeLifts: async () => lifts({}),
    insertFreezeLift: (record) => guarded("freeze lift", (tx) => tx.insert(freezeLift).values(record)),
    newestDrill: async () =>
      (await db.select().from(drill).orderBy(desc(drill.startedAt), desc(drill.id)).limit(1))[0] ?? null,
    insertDrill: (record) => guarded("drill", (tx) => tx.insert(drill).values(record)),
    insertNotices: (records) => insertRows(client, notice, records, { guardedAs: "notice" }),
    noticesOf: async (personId, limit) => {
      const rows = await db
        .select()
        .from(notice)
        .where(eq(notice.personId, personId))
        .orderBy(desc(notice.id))
        .limit(limit);
      return rows.map((row) => ({ ...row, kind: row.kind as NoticeRecord["kind"] }));
    },
    unreadNotices: async (personId) => {
      const rows = await db
        .select({ count: sql<number>`count(*)` })
        .from(notice)
        .where(and(eq(notice.personId, personId), isNull(notice.readAt)));
      return Number(rows[0]?.count ?? 0);
    },
    markNoticesRead: (personId, at) =>
      commit(client, [
        unguarded((tx) =>
          tx
            .update(notice)
            .set({ readAt: at })
            .where(and(eq(notice.personId, personId), isNull(notice.readAt))),
        ),
      ]),
  };
}

type PolicyColumns = Client["schema"]["policyVersion"]["$inferSelect"];

function toPolicyVersion(row: PolicyColumns): PolicyVersionRecord {
  const { authorPersonId, publisherPersonId, draftedAt, publishedAt } = row;
  return {
    policy: Policy.parse(JSON.parse(row.body)),
    status: row.status as PolicyVersionRecord["status"],
    authorPersonId,
    publisherPersonId,
    draftedAt,
    publishedAt,
  };
}

function fromPolicyVersion({ policy, ...rest }: PolicyVersionRecord): PolicyColumns {
  return { ...rest, policyId: policy.id, version: policy.version, body: JSON.stringify(policy) };
}

type ReviewColumns = Client["schema"]["review"]["$inferSelect"];

function toReview(row: ReviewColumns): ReviewRecord {
  const { askedUntil, askedByPersonId, askedReason, ...rest } = row;
  return {
    ...rest,
    status: row.status as ReviewRecord["status"],
    asked:
      askedUntil === null || askedByPersonId === null
        ? null
        : { until: askedUntil, byPersonId: askedByPersonId, reason: askedReason ?? "" },
  };
}

function fromReview({ asked, ...rest }: ReviewRecord): ReviewColumns {
  return {
    ...rest,
    askedUntil: asked?.until ?? null,
    askedByPersonId: asked?.byPersonId ?? null,
    askedReason: asked?.reason ?? null,
  };
}
