import { and, eq, sql } from "drizzle-orm";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { Statement } from "#lib/ports/store.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";

type Bucket = Pick<CaseRecord, "status" | "severity">;

/**
 * Writes that keep the counts of status and severity exact. Always in the same order of buckets, so that two
 * transactions which move cases in opposite directions can't wait for each other.
 */
export function countMoves(client: Client, before: Bucket | null, after: Bucket): Statement[] {
  const { caseCount } = client.schema;
  if (before && before.status === after.status && before.severity === after.severity) return [];
  const moves = [{ bucket: after, by: 1 }, ...(before ? [{ bucket: before, by: -1 }] : [])];
  moves.sort((a, b) => name(a.bucket).localeCompare(name(b.bucket), "en"));
  return moves.map(({ bucket, by }) =>
    unguarded((tx) =>
      by > 0
        ? tx
            .insert(caseCount)
            .values({ status: bucket.status, severity: bucket.severity, count: by })
            .onConflictDoUpdate({
              target: [caseCount.status, caseCount.severity],
              set: { count: sql`${caseCount.count} + 1` },
            })
        : tx
            .update(caseCount)
            .set({ count: sql`${caseCount.count} - 1` })
            .where(and(eq(caseCount.status, bucket.status), eq(caseCount.severity, bucket.severity))),
    ),
  );
}

const name = (bucket: Bucket) => `${bucket.status} ${bucket.severity}`;
