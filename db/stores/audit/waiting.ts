import { and, asc, count, desc, eq, gt, gte, lt, or, type SQL, sql } from "drizzle-orm";
import type { AuditStore } from "#lib/ports/audit-store.ts";
import type { Client } from "#db/client.ts";
import { toNumber } from "./sql.ts";

/** What still waits now: entries for a seal, checkpoints for an anchor. */
export function auditWaiting(client: Client): Pick<AuditStore, "unsealed" | "unanchored"> {
  const { db, schema } = client;
  const { chain, entry, checkpoint, anchorReceipt } = schema;
  const oldest = async (after: SQL | undefined, before: Date) =>
    (
      await db
        .select({ size: checkpoint.size, signedAt: checkpoint.at })
        .from(checkpoint)
        .where(and(after, lt(checkpoint.at, before)))
        .orderBy(asc(checkpoint.epoch), asc(checkpoint.size))
        .limit(1)
    )[0];
  return {
    unsealed: async ({ from, to }, before) => {
      const waits = and(
        gt(chain.n, chain.sealedN),
        gte(entry.at, from),
        lt(entry.at, to),
        lt(entry.at, before),
      );
      const rows = await db
        .select({ at: entry.at })
        .from(chain)
        .innerJoin(entry, and(eq(entry.chain, chain.key), gt(entry.n, chain.sealedN)))
        .where(waits)
        .orderBy(asc(entry.at))
        .limit(1);
      const first = rows[0];
      if (first === undefined) return null;
      const counted = await db
        .select({ count: count() })
        .from(chain)
        .innerJoin(entry, and(eq(entry.chain, chain.key), gt(entry.n, chain.sealedN)))
        .where(waits);
      return { count: toNumber(counted[0]?.count), oldestAt: first.at };
    },
    unanchored: async (before) => {
      const anchors = await db
        .select({ anchor: anchorReceipt.anchor })
        .from(anchorReceipt)
        .groupBy(anchorReceipt.anchor);
      if (anchors.length === 0) {
        const first = await oldest(undefined, before);
        return first === undefined ? [] : [{ anchor: null, ...first }];
      }
      const waiting = await Promise.all(
        anchors.map(async ({ anchor }) => {
          const [newest] = await db
            .select()
            .from(anchorReceipt)
            .where(eq(anchorReceipt.anchor, anchor))
            .orderBy(desc(anchorReceipt.epoch), desc(anchorReceipt.size))
            .limit(1);
          const first =
            newest &&
            (await oldest(
              or(
                gt(checkpoint.epoch, newest.epoch),
                and(eq(checkpoint.epoch, newest.epoch), sql`${checkpoint.size} > ${newest.size}`),
              ),
              before,
            ));
          return first === undefined ? [] : [{ anchor, ...first }];
        }),
      );
      return waiting.flat();
    },
  };
}
