import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** What keeps personal data no longer than it may be kept: erasures, legal holds, and which keys were destroyed. */
export function definePersonalData({ table, text, integer, instant, index, uniqueIndex, check }: Dialect) {
  /** An erasure that somebody asked for, and what became of it. `subjectRef` is a pseudonymous id, never a name. */
  const erasure = table(
    "erasure",
    {
      id: text().primaryKey(),
      /** `subject`: a person of the 1Password account; `person`: a former member of the team. */
      kind: text().notNull(),
      accountId: text().notNull(),
      subjectRef: text().notNull(),
      status: text().notNull(),
      ground: text().notNull(),
      /** Blank once the data is erased: a reason may name the person. */
      reason: text().notNull(),
      askedByPersonId: text(),
      askedAt: instant().notNull(),
      expiresAt: instant().notNull(),
      decidedByPersonId: text(),
      decidedAt: instant(),
      /** JSON: kinds and numbers of what was erased, no text of it. */
      receipt: text(),
      version: integer().notNull(),
    },
    (t) => [
      uniqueIndex("erasure_one_open")
        .on(t.kind, t.subjectRef)
        .where(sql`${t.status} = 'asked'`),
      index("erasure_subject").on(t.kind, t.subjectRef),
      check(
        "erasure_by_two",
        sql`${t.status} not in ('done', 'refused') or ${t.ground} = 'retention' or (${t.askedByPersonId} is not null and ${t.decidedByPersonId} is not null and ${t.decidedByPersonId} <> ${t.askedByPersonId})`,
      ),
      check(
        "erasure_by_others",
        sql`${t.kind} <> 'person' or ((${t.askedByPersonId} is null or ${t.askedByPersonId} <> ${t.subjectRef}) and (${t.decidedByPersonId} is null or ${t.decidedByPersonId} <> ${t.subjectRef}))`,
      ),
    ],
  );

  /** What must not be deleted: everything about one person, or one case. One person sets it, two end it. */
  const legalHold = table(
    "legal_hold",
    {
      id: text().primaryKey(),
      /** Whose data it is, also where it holds one case. */
      subjectId: text().notNull(),
      /** Null: everything about the person. */
      caseKey: text(),
      reason: text().notNull(),
      setByPersonId: text().notNull(),
      setAt: instant().notNull(),
      endAskedByPersonId: text(),
      endAskedAt: instant(),
      endReason: text(),
      endedByPersonId: text(),
      endedAt: instant(),
      version: integer().notNull(),
    },
    (t) => [
      index("legal_hold_subject").on(t.subjectId),
      index("legal_hold_standing")
        .on(t.setAt)
        .where(sql`${t.endedAt} is null`),
      check(
        "legal_hold_ended_by_two",
        sql`${t.endedAt} is null or (${t.endAskedByPersonId} is not null and ${t.endedByPersonId} is not null and ${t.endedByPersonId} <> ${t.endAskedByPersonId})`,
      ),
    ],
  );

  /** That a holder had a key which was destroyed: no new one is ever made for them as if it were the first. */
  const destroyedKey = table(
    "destroyed_key",
    {
      kid: text().primaryKey(),
      holder: text().notNull(),
      destroyedAt: instant().notNull(),
    },
    (t) => [index("destroyed_key_holder").on(t.holder)],
  );

  return { erasure, legalHold, destroyedKey };
}
