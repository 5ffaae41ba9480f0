import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** What is known about people of the account from elsewhere: the people file, classes given by hand, protection. */
export function defineProfiles({
  table,
  text,
  integer,
  instant,
  index,
  uniqueIndex,
  check,
  foreignKey,
}: Dialect) {
  /** A row of the people file. Nothing in it ever changes a state. */
  const personProfile = table(
    "person_profile",
    {
      /** The e-mail as it is compared. */
      emailKey: text().primaryKey(),
      email: text().notNull(),
      manager: text(),
      department: text(),
      identityClass: text(),
      /** What stops when this identity stops, as a JSON list. */
      dependents: text().notNull(),
      secondContact: text(),
      partner: text(),
      operatingTeam: text(),
      /** Where it came from, in words, and when. */
      source: text().notNull(),
      importedAt: instant().notNull(),
    },
    (t) => [index("person_profile_imported").on(t.importedAt)],
  );

  /** One alias belongs to one person. */
  const personAlias = table(
    "person_alias",
    { aliasKey: text().primaryKey(), alias: text().notNull(), emailKey: text().notNull() },
    (t) => [
      index("person_alias_person").on(t.emailKey),
      check("person_alias_other", sql`${t.aliasKey} <> ${t.emailKey}`),
      foreignKey({ columns: [t.emailKey], foreignColumns: [personProfile.emailKey] }),
    ],
  );

  /** The class of an identity over time: given by hand (`subjectId`) or by a file (`emailKey`). Newest counts. */
  const identityClassChange = table(
    "identity_class_change",
    {
      id: text().primaryKey(),
      subjectId: text(),
      emailKey: text(),
      /** `person` or `file`. */
      by: text().notNull(),
      /** Null: what a person or a file said before is taken back. */
      identityClass: text(),
      reason: text(),
      byPersonId: text(),
      source: text(),
      at: instant().notNull(),
    },
    (t) => [
      index("identity_class_subject").on(t.subjectId, t.at),
      index("identity_class_email").on(t.emailKey, t.at),
    ],
  );

  /** Somebody whose suspension needs more than usual. One person sets the mark, two take it off. */
  const protectedMark = table(
    "protected_mark",
    {
      id: text().primaryKey(),
      subjectId: text().notNull(),
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
      uniqueIndex("protected_mark_standing")
        .on(t.subjectId)
        .where(sql`${t.endedAt} is null`),
      index("protected_mark_subject").on(t.subjectId),
      check(
        "protected_mark_ended_by_two",
        sql`${t.endedAt} is null or (${t.endAskedByPersonId} is not null and ${t.endedByPersonId} is not null and ${t.endedByPersonId} <> ${t.endAskedByPersonId})`,
      ),
    ],
  );

  return { personProfile, personAlias, identityClassChange, protectedMark };
}
