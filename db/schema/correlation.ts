import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** What is kept so that a signal finds its subject, and so that a repeat is told from news. */
export function defineCorrelation({ table, text, instant, bytes, index, primaryKey }: Dialect) {
  /** An event that was taken for a repeat: it opens nothing, and is kept as it came. */
  const signalRepeat = table(
    "signal_repeat",
    {
      id: text().primaryKey(),
      signalId: text().notNull(),
      source: text().notNull(),
      nativeId: text(),
      /** `same_id` or `same_fingerprint`. */
      reason: text().notNull(),
      receivedAt: instant().notNull(),
      rawSha256: text().notNull(),
      raw: bytes().notNull(),
    },
    (t) => [
      index("signal_repeat_signal").on(t.signalId, t.receivedAt),
      index("signal_repeat_native")
        .on(t.source, t.nativeId)
        .where(sql`${t.nativeId} is not null`),
      index("signal_repeat_digest").on(t.rawSha256),
    ],
  );

  /** A person said whom a source means by an id of an identity provider. */
  const providerLink = table(
    "provider_link",
    {
      source: text().notNull(),
      providerId: text().notNull(),
      userId: text().notNull(),
      personId: text().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.source, t.providerId] }), index("provider_link_user").on(t.userId)],
  );

  return { signalRepeat, providerLink };
}
