import { and, eq, sql } from "drizzle-orm";
import type { CaseRecord } from "#lib/ports/records.ts";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client } from "#db/client.ts";
import { unguarded } from "#db/statement.ts";

type Counted = Pick<CaseRecord, "status" | "severity" | "ownerPersonId" | "snoozedUntil">;

/**
 * Writes that keep the counts of status, severity and owner exact. Always in the same order of buckets, so that two
 * transactions which move cases in opposite directions can't wait for each other.
 */
export function countMoves(
  client: Client,
  changes: readonly { before: Counted | null; after: Counted }[],
): Statement[] {
  const { caseCount } = client.schema;
  const moves = new Map<string, { bucket: Bucket; by: number }>();
  const add = (bucket: Bucket, by: number) => {
    const move = moves.get(name(bucket)) ?? { bucket, by: 0 };
    moves.set(name(bucket), { bucket, by: move.by + by });
  };
  for (const { before, after } of changes) {
    add(bucketOf(after), 1);
    if (before) add(bucketOf(before), -1);
  }
  const moved = [...moves].filter(([, { by }]) => by !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return moved.map(([, { bucket, by }]) =>
    unguarded((tx) =>
      by > 0
        ? tx
            .insert(caseCount)
            .values({ ...bucket, count: by })
            .onConflictDoUpdate({
              target: [caseCount.status, caseCount.severity, caseCount.owner],
              set: { count: sql`${caseCount.count} + ${by}` },
            })
        : tx
            .update(caseCount)
            .set({ count: sql`${caseCount.count} - ${-by}` })
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

/** Stands in the place of the status of snoozed cases. */
export const snoozedBucket = "snoozed";

interface Bucket {
  status: string;
  severity: string;
  owner: string;
}

function bucketOf({ status, severity, ownerPersonId, snoozedUntil }: Counted): Bucket {
  // A snoozed case is counted apart, whatever its status: the views leave it out.
  return {
    status: snoozedUntil === null || status === "closed" ? status : snoozedBucket,
    severity,
    owner: ownerBucket(ownerPersonId),
  };
}

const name = (bucket: Bucket) => `${bucket.status} ${bucket.severity} ${bucket.owner}`;
