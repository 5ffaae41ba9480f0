import type { Dialect } from "#db/dialect.ts";

/** What the built-in detections found. */
export function defineDetections({ table, text, bytewiseText, instant, index, primaryKey }: Dialect) {
  /** One finding: which signal tells it, so that the same one going on isn't told again. Names and ids nobody. */
  const detectionFinding = table(
    "detection_finding",
    {
      /** Source, rule and the event that completes it. */
      id: bytewiseText().primaryKey(),
      source: text().notNull(),
      ruleId: text().notNull(),
      /** SHA-256 of what counts as the same again. */
      repeatKey: text().notNull(),
      /** The event's time. */
      at: instant().notNull(),
      signalId: text().notNull(),
    },
    (t) => [
      index("detection_finding_repeat").on(t.ruleId, t.repeatKey, t.at),
      index("detection_finding_time").on(t.at),
    ],
  );

  /**
   * 1Password's events that a source sent, apart from those that the console reads itself: what one sender says is
   * the past of what that sender says, and nothing else. It names people; kept as long as the longest look.
   */
  const sentEvent = table(
    "sent_event",
    {
      source: text().notNull(),
      stream: text().notNull(),
      uuid: bytewiseText().notNull(),
      at: instant().notNull(),
      receivedAt: instant().notNull(),
      /** 1Password's ids, or e-mails in small letters, of whom it is about and who did it. */
      userKey: text(),
      actorKey: text(),
      body: text().notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.source, t.stream, t.uuid] }),
      index("sent_event_user").on(t.source, t.stream, t.userKey, t.at),
      index("sent_event_actor").on(t.source, t.stream, t.actorKey, t.at),
      index("sent_event_age").on(t.receivedAt),
    ],
  );
  return { detectionFinding, sentEvent };
}
