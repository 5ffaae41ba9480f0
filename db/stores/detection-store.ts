import { and, desc, eq, gte, lt, lte, sql } from "drizzle-orm";
import { EventStream } from "#lib/domain/account-event.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import type { DetectionStore } from "#lib/ports/detection-store.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";

export function createDetectionStore({ db, schema }: Client): DetectionStore {
  const { detectionFinding, sentEvent } = schema;
  return {
    found: async ({ ruleId, repeatKey, from, to }) => {
      const rows = await db
        .select({ at: detectionFinding.at })
        .from(detectionFinding)
        .where(
          and(
            eq(detectionFinding.ruleId, ruleId),
            eq(detectionFinding.repeatKey, repeatKey),
            gte(detectionFinding.at, from),
            lte(detectionFinding.at, to),
          ),
        );
      return rows.map(({ at }) => at);
    },
    has: async (id) => {
      const rows = await db
        .select({ id: detectionFinding.id })
        .from(detectionFinding)
        .where(eq(detectionFinding.id, id))
        .limit(1);
      return rows.length > 0;
    },
    keep: (finding) => unguarded((tx) => tx.insert(detectionFinding).values(finding).onConflictDoNothing()),
    forget: (before) => unguarded((tx) => tx.delete(detectionFinding).where(lt(detectionFinding.at, before))),
    keepSent: (event) =>
      unguarded((tx) =>
        tx
          .insert(sentEvent)
          .values({ ...event, body: JSON.stringify(event.body) })
          .onConflictDoNothing(),
      ),
    sent: async ({ source, stream, key, as, from, to, limit }) => {
      const rows = await db
        .select()
        .from(sentEvent)
        .where(
          and(
            eq(sentEvent.source, source),
            eq(sentEvent.stream, stream),
            eq(as === "actor" ? sentEvent.actorKey : sentEvent.userKey, key),
            gte(sentEvent.at, from),
            lte(sentEvent.at, to),
          ),
        )
        .orderBy(desc(sentEvent.at), desc(sentEvent.uuid))
        .limit(limit);
      return rows.map((row) => ({
        ...row,
        stream: EventStream.parse(row.stream),
        body: JSON.parse(row.body) as JsonObject,
      }));
    },
    forgetSent: (before) => unguarded((tx) => tx.delete(sentEvent).where(lt(sentEvent.receivedAt, before))),
    counts: async (since) => {
      const rows = await db
        .select({ ruleId: detectionFinding.ruleId, count: sql<number>`count(*)` })
        .from(detectionFinding)
        .where(gte(detectionFinding.at, since))
        .groupBy(detectionFinding.ruleId);
      return new Map(rows.map(({ ruleId, count }) => [ruleId, Number(count)]));
    },
  };
}
