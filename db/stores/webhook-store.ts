import { and, asc, desc, eq, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { keepQuery } from "#db/keep-query.ts";
import { commit, guarded, unguarded } from "#db/statement.ts";
import type { OutgoingEvent } from "#lib/domain/outgoing-event.ts";
import type { OutgoingType, TargetKind } from "#lib/domain/outgoing-types.ts";
import { Conflict } from "#lib/ports/store.ts";
import type { WebhookDeliveryRecord, WebhookStore, WebhookTargetRecord } from "#lib/ports/webhook-store.ts";
import { openSecret, sealSecret } from "./secret-box.ts";

export function createWebhookStore(client: Client, dataKey: Uint8Array): WebhookStore {
  const { db, schema } = client;
  const { webhookTarget, webhookDelivery } = schema;
  const boxes = {
    seal: (about: string, text: string) => sealSecret(dataKey, about, Buffer.from(text)),
    open: (about: string, text: string) => openSecret(dataKey, about, text).toString(),
  };
  const toTarget = ({
    removedAt: _removedAt,
    ...row
  }: typeof webhookTarget.$inferSelect): WebhookTargetRecord => ({
    ...row,
    kind: row.kind as TargetKind,
    url: boxes.open(`webhook-url:${row.id}`, row.url),
    secret: row.secret && boxes.open(`webhook-secret:${row.id}`, row.secret),
    events: row.events === "" ? [] : (row.events.split(" ") as OutgoingType[]),
    enabled: row.enabled === 1,
    privateHost: row.privateHost === 1,
  });
  const wanting = keepQuery(() =>
    db
      .select({ id: webhookTarget.id, events: webhookTarget.events })
      .from(webhookTarget)
      .where(and(eq(webhookTarget.enabled, 1), isNull(webhookTarget.removedAt))),
  );
  const inUse = (id: string) => and(eq(webhookTarget.id, id), isNull(webhookTarget.removedAt));
  const deliveries = async (where: SQL | undefined, order: SQL, limit: number) =>
    (
      await db
        .select()
        .from(webhookDelivery)
        .where(where)
        .orderBy(order, asc(webhookDelivery.id))
        .limit(limit)
    ).map(toDelivery);

  return {
    targets: async () =>
      (
        await db
          .select()
          .from(webhookTarget)
          .where(isNull(webhookTarget.removedAt))
          .orderBy(asc(webhookTarget.name))
      ).map(toTarget),
    targetById: async (id) => {
      const rows = await db.select().from(webhookTarget).where(inUse(id)).limit(1);
      return rows[0] ? toTarget(rows[0]) : null;
    },
    interestedIn: async (type) => {
      const rows = await wanting({});
      return rows.filter((row) => row.events.split(" ").includes(type)).map((row) => row.id);
    },
    insertTarget: (record) =>
      guarded("webhook target", (tx) =>
        tx.insert(webhookTarget).values({
          ...record,
          url: boxes.seal(`webhook-url:${record.id}`, record.url),
          secret: record.secret && boxes.seal(`webhook-secret:${record.id}`, record.secret),
          events: record.events.join(" "),
          enabled: record.enabled ? 1 : 0,
          privateHost: record.privateHost ? 1 : 0,
        }),
      ),
    updateTarget: (id, { enabled, events }) =>
      guarded("webhook target", (tx) =>
        tx
          .update(webhookTarget)
          .set({ enabled: enabled ? 1 : 0, events: events.join(" ") })
          .where(inUse(id)),
      ),
    removeTarget: (id, at) => [
      guarded("webhook target", (tx) =>
        tx.update(webhookTarget).set({ removedAt: at, enabled: 0, url: "", secret: null }).where(inUse(id)),
      ),
      unguarded((tx) => tx.delete(webhookDelivery).where(eq(webhookDelivery.targetId, id))),
    ],
    insertDelivery: ({ id, targetId, event, createdAt }) =>
      guarded("webhook delivery", (tx) =>
        tx.insert(webhookDelivery).values({
          id,
          targetId,
          type: event.type,
          event: JSON.stringify(event),
          createdAt,
          nextTryAt: createdAt,
        }),
      ),
    delivery: async (id) => {
      const rows = await db.select().from(webhookDelivery).where(eq(webhookDelivery.id, id)).limit(1);
      return rows[0] ? toDelivery(rows[0]) : null;
    },
    due: (targetId, now, limit) =>
      deliveries(
        and(eq(webhookDelivery.targetId, targetId), lte(webhookDelivery.nextTryAt, now), isFree(client, now)),
        asc(webhookDelivery.nextTryAt),
        limit,
      ),
    takeTurn: async (id, now, until) => {
      const take = guarded("turn of the delivery", (tx) =>
        tx
          .update(webhookDelivery)
          .set({ sendingUntil: until })
          .where(and(eq(webhookDelivery.id, id), lte(webhookDelivery.nextTryAt, now), isFree(client, now))),
      );
      try {
        await commit(client, [take]);
        return true;
      } catch (error) {
        if (error instanceof Conflict) return false;
        throw error;
      }
    },
    noteDelivered: ({ id, targetId }, at) =>
      commit(client, [
        unguarded((tx) =>
          tx
            .update(webhookDelivery)
            .set({
              deliveredAt: at,
              nextTryAt: null,
              sendingUntil: null,
              lastError: null,
              attempts: sql`${webhookDelivery.attempts} + 1`,
            })
            .where(eq(webhookDelivery.id, id)),
        ),
        unguarded((tx) =>
          tx
            .update(webhookTarget)
            .set({ lastDeliveredAt: at, lastError: null })
            .where(eq(webhookTarget.id, targetId)),
        ),
      ]),
    noteFailure: ({ id, targetId }, { error, nextTryAt, at }) =>
      commit(client, [
        unguarded((tx) =>
          tx
            .update(webhookDelivery)
            .set({
              nextTryAt,
              deadAt: nextTryAt === null ? at : null,
              sendingUntil: null,
              lastError: error,
              attempts: sql`${webhookDelivery.attempts} + 1`,
            })
            // Who lost its turn and sent all the same must not undo that another one delivered.
            .where(and(eq(webhookDelivery.id, id), isNull(webhookDelivery.deliveredAt))),
        ),
        unguarded((tx) =>
          tx.update(webhookTarget).set({ lastError: error }).where(eq(webhookTarget.id, targetId)),
        ),
      ]),
    deadLetters: (limit) =>
      deliveries(isNotNull(webhookDelivery.deadAt), desc(webhookDelivery.deadAt), limit),
    resend: (id, now) =>
      guarded("dead letter", (tx) =>
        tx
          .update(webhookDelivery)
          .set({ deadAt: null, nextTryAt: now, createdAt: now, attempts: 0, sendingUntil: null })
          .where(and(eq(webhookDelivery.id, id), isNotNull(webhookDelivery.deadAt))),
      ),
    counts: async () => {
      const [row] = await db
        .select({
          waiting: sql<number>`count(${webhookDelivery.nextTryAt})`,
          dead: sql<number>`count(${webhookDelivery.deadAt})`,
        })
        .from(webhookDelivery);
      return { waiting: Number(row?.waiting ?? 0), dead: Number(row?.dead ?? 0) };
    },
    forgetBefore: (delivered, dead) =>
      commit(client, [
        unguarded((tx) =>
          tx
            .delete(webhookDelivery)
            .where(or(lt(webhookDelivery.deliveredAt, delivered), lt(webhookDelivery.deadAt, dead))),
        ),
      ]),
  };
}

function isFree({ schema }: Client, now: Date): SQL | undefined {
  const { sendingUntil } = schema.webhookDelivery;
  return or(isNull(sendingUntil), lte(sendingUntil, now));
}

// Our own JSON, written by `insertDelivery`.
function toDelivery(row: Client["schema"]["webhookDelivery"]["$inferSelect"]): WebhookDeliveryRecord {
  const { sendingUntil: _until, type: _type, ...rest } = row;
  return { ...rest, event: JSON.parse(row.event) as OutgoingEvent };
}
