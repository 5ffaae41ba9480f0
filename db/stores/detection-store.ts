import { and, desc, eq, gte, isNull, lt, lte, sql } from "drizzle-orm";
import type { DetectionStore } from "#lib/ports/detection-store.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";

export function createDetectionStore({ db, schema }: Client): DetectionStore {
  const { detectionFinding, signal, cases } = schema;
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
    delivered: async ({ source, format, userId, from, to, limit }) => {
      const rows = await db
        .select({ uuid: signal.alertId, at: signal.time, raw: signal.raw })
        .from(signal)
        .innerJoin(cases, eq(signal.caseId, cases.id))
        .where(
          and(
            eq(cases.subjectId, userId),
            eq(signal.source, source),
            eq(signal.format, format),
            isNull(signal.rawGoneAt),
            gte(signal.time, from),
            lte(signal.time, to),
          ),
        )
        .orderBy(desc(signal.time), desc(signal.id))
        .limit(limit);
      return rows.map(({ uuid, at, raw }) => ({ uuid: uuid ?? "", at, raw }));
    },
    keep: (finding) => unguarded((tx) => tx.insert(detectionFinding).values(finding).onConflictDoNothing()),
    forget: (before) => unguarded((tx) => tx.delete(detectionFinding).where(lt(detectionFinding.at, before))),
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
