import { and, eq, sql } from "drizzle-orm";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";

type Counted = Pick<CaseRecord, "status" | "severity" | "ownerPersonId">;

/**
 * Writes that keep the counts of status, severity and owner exact. Always in the same order of buckets, so that two
 * transactions which move cases in opposite directions can't wait for each other.
 */
export function countMoves(client: Client, before: Counted | null, after: Counted): Statement[] {
  const { caseCount } = client.schema;
  const moves = [
    { bucket: bucketOf(after), by: 1 },
    ...(before ? [{ bucket: bucketOf(before), by: -1 }] : []),
  ];
  if (before && name(bucketOf(before)) === name(bucketOf(after))) return [];
  moves.sort((a, b) => name(a.bucket).localeCompare(name(b.bucket), "en"));
  return moves.map(({ bucket, by }) =>
    unguarded((tx) =>
      by > 0
        ? tx
            .insert(caseCount)
            .values({ ...bucket, count: by })
            .onConflictDoUpdate({
              target: [caseCount.status, caseCount.severity, caseCount.owner],
              set: { count: sql`${caseCount.count} + 1` },
            })
        : tx
            .update(caseCount)
            .set({ count: sql`${caseCount.count} - 1` })
            .where(
              and(
                eq(caseCount.status, bucket.status),
                eq(caseCount.severity, bucket.severity),
                eq(caseCount.owner, bucket.owner),
              ),
            ),
    ),
  );
}

/** Nobody is a bucket of its own: a null would not be equal to itself in the primary key. */
export function ownerBucket(ownerPersonId: string | null): string {
  return ownerPersonId ?? "";
}

interface Bucket {
  status: string;
  severity: string;
  owner: string;
}

function bucketOf({ status, severity, ownerPersonId }: Counted): Bucket {
  return { status, severity, owner: ownerBucket(ownerPersonId) };
}

const name = (bucket: Bucket) => `${bucket.status} ${bucket.severity} ${bucket.owner}`;
