import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** What leaves the console by itself: where to, and what still has to. Bodies hold ids and statuses, nothing of people. */
export function defineOutgoing({ table, text, integer, instant, index, uniqueIndex, foreignKey }: Dialect) {
  const webhookTarget = table(
    "webhook_target",
    {
      id: text().primaryKey(),
      name: text().notNull(),
      /** `standard`: signed, thin. `slack`: a message for an incoming webhook. */
      kind: text().notNull(),
      /** Sealed: the path of such an address is often its only secret. */
      url: text().notNull(),
      /** Its scheme and host, to be shown. */
      place: text().notNull(),
      /** Sealed; null for a message, which carries no signature. */
      secret: text(),
      /** Types of events, parted by spaces. */
      events: text().notNull(),
      enabled: integer().notNull(),
      /** Its host was allowed by name to lie in a private network. */
      privateHost: integer().notNull().default(0),
      createdAt: instant().notNull(),
      removedAt: instant(),
      lastDeliveredAt: instant(),
      lastError: text(),
    },
    (t) => [
      uniqueIndex("webhook_target_name")
        .on(t.name)
        .where(sql`${t.removedAt} is null`),
    ],
  );

  const webhookDelivery = table(
    "webhook_delivery",
    {
      /** The `webhook-id`: the same with each try. */
      id: text().primaryKey(),
      targetId: text().notNull(),
      type: text().notNull(),
      /** JSON of the event, as it is sent. */
      event: text().notNull(),
      createdAt: instant().notNull(),
      attempts: integer().notNull().default(0),
      /** Null once it was delivered or given up. */
      nextTryAt: instant(),
      /** Who holds it sends it; over when the process that held it is gone. */
      sendingUntil: instant(),
      lastError: text(),
      deliveredAt: instant(),
      deadAt: instant(),
    },
    (t) => [
      index("webhook_delivery_due").on(t.targetId, t.nextTryAt),
      index("webhook_delivery_dead")
        .on(t.deadAt)
        .where(sql`${t.deadAt} is not null`),
      index("webhook_delivery_done").on(t.deliveredAt),
      foreignKey({ columns: [t.targetId], foreignColumns: [webhookTarget.id] }),
    ],
  );

  return { webhookTarget, webhookDelivery };
}
