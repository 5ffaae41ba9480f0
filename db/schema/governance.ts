import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";
import type { defineRequests } from "./requests.ts";

/** What keeps decisions honest over time: policies, reviews of suspensions, links between accounts, notices. */
export function defineGovernance(
  { table, text, integer, instant, index, uniqueIndex, check, foreignKey, primaryKey }: Dialect,
  { request }: Pick<ReturnType<typeof defineRequests>, "request">,
) {
  /** Every version of a policy that was ever drafted. A published one is never changed. */
  const policyVersion = table(
    "policy_version",
    {
      policyId: text().notNull(),
      version: integer().notNull(),
      status: text().notNull(),
      body: text().notNull(),
      authorPersonId: text(),
      publisherPersonId: text(),
      draftedAt: instant().notNull(),
      publishedAt: instant(),
    },
    (t) => [
      primaryKey({ columns: [t.policyId, t.version] }),
      uniqueIndex("policy_one_active")
        .on(t.status)
        .where(sql`${t.status} = 'active'`),
      check(
        "policy_published_by_second_person",
        sql`${t.publisherPersonId} is null or ${t.authorPersonId} is null or ${t.publisherPersonId} <> ${t.authorPersonId}`,
      ),
    ],
  );

  /** A suspension that has to be looked at again: one row per suspension that succeeded with a review date. */
  const review = table(
    "review",
    {
      requestId: text().primaryKey(),
      caseKey: text().notNull(),
      subjectId: text().notNull(),
      dueAt: instant().notNull(),
      status: text().notNull(),
      extensions: integer().notNull(),
      /** Asked for by one person, from the second time on granted by another. */
      askedUntil: instant(),
      askedByPersonId: text(),
      askedReason: text(),
      ticket: text(),
      version: integer().notNull(),
    },
    (t) => [
      index("review_due").on(t.status, t.dueAt),
      index("review_subject").on(t.subjectId),
      foreignKey({ columns: [t.requestId], foreignColumns: [request.id] }),
    ],
  );

  /** Two accounts that are said to be one person: asked by one, confirmed by another. */
  const personLink = table(
    "person_link",
    {
      id: text().primaryKey(),
      personId: text().notNull(),
      otherPersonId: text().notNull(),
      reason: text().notNull(),
      askedByPersonId: text().notNull(),
      askedAt: instant().notNull(),
      confirmedByPersonId: text(),
      confirmedAt: instant(),
    },
    (t) => [
      check(
        "person_link_by_two",
        sql`${t.confirmedByPersonId} is null or ${t.confirmedByPersonId} <> ${t.askedByPersonId}`,
      ),
      check(
        "person_link_by_others",
        sql`${t.askedByPersonId} not in (${t.personId}, ${t.otherPersonId}) and (${t.confirmedByPersonId} is null or ${t.confirmedByPersonId} not in (${t.personId}, ${t.otherPersonId}))`,
      ),
    ],
  );

  /** A freeze that an IAM lead lifted, with the reason: for this person and this request only. */
  const freezeLift = table(
    "freeze_lift",
    {
      personId: text().notNull(),
      requestId: text().notNull(),
      liftedByPersonId: text().notNull(),
      reason: text().notNull(),
      at: instant().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.personId, t.requestId] }),
      check("freeze_lift_by_other", sql`${t.liftedByPersonId} <> ${t.personId}`),
    ],
  );

  /** A rehearsal of the way there and back on a test user; how it ended stands in its requests. */
  const drill = table(
    "drill",
    {
      id: text().primaryKey(),
      subjectId: text().notNull(),
      caseKey: text().notNull(),
      suspendKey: text().notNull(),
      startedByPersonId: text().notNull(),
      startedAt: instant().notNull(),
    },
    (t) => [uniqueIndex("drill_request").on(t.suspendKey), index("drill_newest").on(t.startedAt)],
  );

  /** What somebody should know, written in the commit of what happened. */
  const notice = table(
    "notice",
    {
      id: text().primaryKey(),
      personId: text().notNull(),
      kind: text().notNull(),
      caseKey: text().notNull(),
      requestKey: text(),
      text: text().notNull(),
      at: instant().notNull(),
      readAt: instant(),
    },
    (t) => [
      index("notice_person").on(t.personId, t.id),
      index("notice_unread")
        .on(t.personId)
        .where(sql`${t.readAt} is null`),
    ],
  );

  return { policyVersion, review, personLink, freezeLift, drill, notice };
}
