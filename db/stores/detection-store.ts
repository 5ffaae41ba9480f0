import { and, eq, gte, lt, lte, sql } from "drizzle-orm";
import type { DetectionStore } from "#lib/ports/detection-store.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";

export function createDetectionStore({ db, schema }: Client): DetectionStore {
  const { detectionFinding } = schema;
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
