import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** What the team holds of those who detect. */
export function defineTrust({
  table,
  text,
  integer,
  instant,
  index,
  uniqueIndex,
  check,
  primaryKey,
}: Dialect) {
  /**
   * A promotion of a source (`rule` empty) or of one of its detections, or the confidence of a rule: asked for by one
   * person, in force once another confirmed it, ended by anybody of them.
   */
  const trust = table(
    "trust",
    {
      id: text().primaryKey(),
      source: text().notNull(),
      rule: text().notNull(),
      what: text().notNull(),
      /** 0–100 for a confidence. */
      value: integer(),
      /** Rules that a source's promotion covers, as a JSON list. */
      covers: text().notNull().default("[]"),
      /** What the dry run showed when it was asked for, as JSON. */
      basis: text().notNull(),
      reason: text().notNull(),
      state: text().notNull(),
      askedByPersonId: text().notNull(),
      askedAt: instant().notNull(),
      confirmedByPersonId: text(),
      confirmedAt: instant(),
      endedByPersonId: text(),
      endedAt: instant(),
    },
    (t) => [
      uniqueIndex("trust_one_of_a_state")
        .on(t.source, t.rule, t.what, t.state)
        .where(sql`${t.state} <> 'ended'`),
      index("trust_asked").on(t.askedAt),
      check(
        "trust_by_two",
        sql`${t.confirmedByPersonId} is null or ${t.confirmedByPersonId} <> ${t.askedByPersonId}`,
      ),
      check(
        "trust_in_force_when_confirmed",
        sql`${t.state} <> 'in_force' or ${t.confirmedByPersonId} is not null`,
      ),
    ],
  );

  /** The kind that a person gave to what a rule detects. */
  const detectionKind = table(
    "detection_kind",
    {
      source: text().notNull(),
      rule: text().notNull(),
      kind: text().notNull(),
      setByPersonId: text().notNull(),
      setAt: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.source, t.rule] })],
  );

  return { trust, detectionKind };
}
