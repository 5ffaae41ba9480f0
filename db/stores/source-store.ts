import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { SourceRecord } from "#lib/ports/records.ts";
import type { IdempotencyStore, SourceStore } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { commit, guarded, unguarded, uniqueViolation } from "#db/statement.ts";
import { openSecret, sealSecret } from "./secret-box.ts";
import { Conflict } from "#lib/ports/store.ts";

const deliveriesKeptMs = 48 * 3_600_000;

export function createSourceStore(client: Client, dataKey: Uint8Array): SourceStore {
  const { db, schema } = client;
  const { source, delivery } = schema;
  const toSource = (row: typeof source.$inferSelect): SourceRecord => ({
    ...row,
    enabled: row.enabled === 1,
    secrets: row.secrets
      .split(" ")
      .filter((sealed) => sealed !== "")
      .map((sealed) => openSecret(dataKey, `source:${row.name}`, sealed).toString()),
  });
  return {
    byName: async (name) => {
      const rows = await db.select().from(source).where(eq(source.name, name)).limit(1);
      return rows[0] ? toSource(rows[0]) : null;
    },
    all: async () => (await db.select().from(source).orderBy(asc(source.name))).map(toSource),
    insert: (record) =>
      guarded("source", (tx) =>
        tx.insert(source).values({
          ...record,
          enabled: record.enabled ? 1 : 0,
          secrets: record.secrets
            .map((secret) => sealSecret(dataKey, `source:${record.name}`, Buffer.from(secret)))
            .join(" "),
        }),
      ),
    rememberDelivery: async ({ source: name, webhookId, bodySha256, at }) => {
      try {
        await commit(client, [
          unguarded((tx) =>
            tx.delete(delivery).where(lt(delivery.receivedAt, new Date(at.getTime() - deliveriesKeptMs))),
          ),
          guarded("delivery", (tx) =>
            tx.insert(delivery).values({ source: name, webhookId, bodySha256, receivedAt: at }),
          ),
        ]);
        return "new";
      } catch (error) {
        if (!(error instanceof Conflict) && uniqueViolation(error) === null) throw error;
      }
      const rows = await db
        .select()
        .from(delivery)
        .where(and(eq(delivery.source, name), eq(delivery.webhookId, webhookId)))
        .limit(1);
      return rows[0]?.bodySha256 === bodySha256 ? "same" : "other";
    },
    forgetDelivery: (name, webhookId) =>
      commit(client, [
        unguarded((tx) =>
          tx.delete(delivery).where(and(eq(delivery.source, name), eq(delivery.webhookId, webhookId))),
        ),
      ]),
    countDelivery: (name, { accepted, rejected, at }) =>
      commit(client, [
        unguarded((tx) =>
          tx
            .update(source)
            .set({
              accepted: sql`${source.accepted} + ${accepted}`,
              rejected: sql`${source.rejected} + ${rejected}`,
              lastDeliveryAt: at,
            })
            .where(eq(source.name, name)),
        ),
      ]),
  };
}

export function createIdempotencyStore(client: Client): IdempotencyStore {
  const { db, schema } = client;
  const { idempotency } = schema;
  return {
    find: async (scope, key) => {
      const rows = await db
        .select()
        .from(idempotency)
        .where(and(eq(idempotency.scope, scope), eq(idempotency.key, key)))
        .limit(1);
      return rows[0] ?? null;
    },
    insert: (record) => guarded("idempotency key", (tx) => tx.insert(idempotency).values(record)),
  };
}
