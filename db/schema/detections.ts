import type { Dialect } from "#db/dialect.ts";

/** What the built-in detections found. */
export function defineDetections({ table, text, bytewiseText, instant, index }: Dialect) {
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
  return { detectionFinding };
}
