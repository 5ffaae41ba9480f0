import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** What 1Password's Events API told, and how far each of its streams was read. */
export function defineEvents({ table, text, bytewiseText, integer, instant, index, primaryKey }: Dialect) {
  /** One event as it came. It names people: erasure blanks it, retention deletes it. */
  const accountEvent = table(
    "account_event",
    {
      stream: text().notNull(),
      uuid: bytewiseText().notNull(),
      at: instant().notNull(),
      receivedAt: instant().notNull(),
      /** 1Password's id of whom the event is about, where it says one. */
      userId: text(),
      /** 1Password's id of who did it, for audit events. */
      actorId: text(),
      /** JSON. */
      body: text().notNull(),
      /** 1: from before polling was set up, so no detection and no witness starts from it. */
      baseline: integer().notNull().default(0),
      /** 1 until detections and the witness have had it. */
      pending: integer().notNull().default(0),
    },
    (t) => [
      // The same event twice, by whatever way, is one event.
      primaryKey({ columns: [t.stream, t.uuid] }),
      index("account_event_user").on(t.userId, t.at),
      index("account_event_actor").on(t.actorId, t.at),
      index("account_event_time").on(t.stream, t.at),
      index("account_event_age").on(t.at),
      index("account_event_pending")
        .on(t.at)
        .where(sql`${t.pending} = 1`),
    ],
  );

  const eventCursor = table("event_cursor", {
    stream: text().primaryKey(),
    mode: text().notNull(),
    /** Opaque, 1Password's; null before the first page, and after it was refused. */
    cursor: text(),
    /** When polling was set up: earlier events are baseline. */
    startedAt: instant().notNull(),
    caughtUpAt: instant(),
    lastSuccessAt: instant(),
    lastEventAt: instant(),
    lastError: text(),
    lastErrorAt: instant(),
    /** What is known of the token, as JSON: never the token. */
    token: text(),
    version: integer().notNull().default(1),
  });

  /**
   * A suspension or reactivation that wasn't this console's, numbered for each person and action: two who find the same
   * one at once can't both take the next number. Ids and times only.
   */
  const outsideChange = table(
    "outside_change",
    {
      userId: text().notNull(),
      action: text().notNull(),
      n: integer().notNull(),
      /** When it happened, as far as that is known. */
      earliestAt: instant().notNull(),
      latestAt: instant().notNull(),
      /** The audit event that tells of it; null while only the list of suspended people did. */
      eventUuid: text(),
      foundAt: instant().notNull(),
      /** 1 once its signal is filed. */
      filed: integer().notNull().default(0),
    },
    (t) => [
      primaryKey({ columns: [t.userId, t.action, t.n] }),
      index("outside_change_unfiled")
        .on(t.foundAt)
        .where(sql`${t.filed} = 0`),
    ],
  );

  return { accountEvent, eventCursor, outsideChange };
}
