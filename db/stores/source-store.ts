import { and, asc, eq, lt, sql } from "drizzle-orm";
import { Severity } from "#lib/domain/severity.ts";
import { writeMapping } from "#lib/domain/source-mapping.ts";
import { MappingShape } from "#lib/domain/source-mapping-schema.ts";
import { SourceKind } from "#lib/domain/source-settings.ts";
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
  const sealAll = (name: string, secrets: readonly string[]) =>
    secrets.map((secret) => sealSecret(dataKey, `source:${name}`, Buffer.from(secret))).join(" ");
  const toSource = (row: typeof source.$inferSelect): SourceRecord => ({
    ...row,
    enabled: row.enabled === 1,
    allowsUnsigned: row.allowsUnsigned === 1,
    kind: SourceKind.parse(row.kind),
    threshold: Severity.parse(row.threshold),
    mapping: row.mapping === null ? null : MappingShape.parse(JSON.parse(row.mapping)),
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
          allowsUnsigned: record.allowsUnsigned ? 1 : 0,
          mapping: record.mapping ? writeMapping(record.mapping) : null,
          secrets: sealAll(record.name, record.secrets),
        }),
      ),
    update: (before, after) =>
      guarded("source", (tx) =>
        tx
          .update(source)
          .set({
            preset: after.preset,
            owner: after.owner,
            kind: after.kind,
            threshold: after.threshold,
            defaultDomain: after.defaultDomain,
            mapping: after.mapping ? writeMapping(after.mapping) : null,
            allowsUnsigned: after.allowsUnsigned ? 1 : 0,
            enabled: after.enabled ? 1 : 0,
            secrets: sealAll(before.name, after.secrets),
            version: before.version + 1,
          })
          .where(and(eq(source.name, before.name), eq(source.version, before.version))),
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
