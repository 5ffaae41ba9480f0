import { and, asc, count, eq, gt, gte, inArray, isNull, lt, lte, max, or, type SQL, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import type { FoldedRequest } from "#lib/domain/fold-request.ts";
import { openStatuses } from "#lib/domain/request.ts";
import type { LogCheckStore } from "#lib/ports/log-check-store.ts";
import { toEntry } from "./log-store.ts";

const maxLevel = 52;

/** Reads what the log is checked by. Every query walks an index and is bounded. */
export function createLogCheckStore(client: Client): LogCheckStore {
  const { db, schema } = client;
  const { chain, entry, treeLeaf, treeNode, checkpoint, anchorReceipt } = schema;
  return {
    leaves: async (epoch, from, to) => {
      const rows = await db
        .select({ index: treeLeaf.idx, hash: treeLeaf.hash, entry })
        .from(treeLeaf)
        .leftJoin(entry, eq(entry.id, treeLeaf.entryId))
        .where(and(eq(treeLeaf.epoch, epoch), gte(treeLeaf.idx, from), lt(treeLeaf.idx, to)))
        .orderBy(asc(treeLeaf.idx));
      return rows.map((row) => ({ ...row, entry: row.entry && toEntry(row.entry) }));
    },
    nodes: (epoch, level, from, to) =>
      db
        .select({ index: treeNode.idx, hash: treeNode.hash })
        .from(treeNode)
        .where(
          and(
            eq(treeNode.epoch, epoch),
            eq(treeNode.level, level),
            gte(treeNode.idx, from),
            lt(treeNode.idx, to),
          ),
        )
        .orderBy(asc(treeNode.idx)),
    holdsMore: async (epoch, size) => {
      const leaf = await db
        .select({ index: treeLeaf.idx })
        .from(treeLeaf)
        .where(and(eq(treeLeaf.epoch, epoch), gte(treeLeaf.idx, size)))
        .limit(1);
      if (leaf.length > 0) return true;
      for (let level = 1; level <= maxLevel; level += 1) {
        const first = Math.floor(size / 2 ** level);
        const node = await db
          .select({ index: treeNode.idx })
          .from(treeNode)
          .where(and(eq(treeNode.epoch, epoch), eq(treeNode.level, level), gte(treeNode.idx, first)))
          .limit(1);
        if (node.length > 0) return true;
      }
      return false;
    },
    checkpoints: (epoch, after, to) =>
      db
        .select()
        .from(checkpoint)
        .where(and(eq(checkpoint.epoch, epoch), gt(checkpoint.size, after), lte(checkpoint.size, to)))
        .orderBy(asc(checkpoint.size)),
    receipts: async (after, limit) => {
      const { anchor, epoch, size } = anchorReceipt;
      const rows = await db
        .select({ anchor, epoch, size, of: checkpoint.size })
        .from(anchorReceipt)
        .leftJoin(checkpoint, and(eq(checkpoint.epoch, epoch), eq(checkpoint.size, size)))
        .where(
          after === null
            ? undefined
            : sql`(${anchor}, ${epoch}, ${size}) > (${after.anchor}, ${after.epoch}, ${after.size})`,
        )
        .orderBy(asc(anchor), asc(epoch), asc(size))
        .limit(limit);
      return rows.map(({ of, ...key }) => ({ ...key, hasCheckpoint: of !== null }));
    },
    chains: async ({ after, limit, onlyWaiting }) => {
      const { key, n, hash, sealedN } = chain;
      const rows = await db
        .select({ head: { key, n, hash, sealedN }, entry })
        .from(chain)
        .leftJoin(entry, and(eq(entry.chain, key), gt(entry.n, sealedN)))
        .where(
          and(
            onlyWaiting ? inArray(key, db.select({ key }).from(chain).where(gt(n, sealedN))) : undefined,
            after === null
              ? undefined
              : and(gte(key, after.key), or(gt(key, after.key), gt(entry.n, after.n))),
          ),
        )
        .orderBy(asc(key), asc(entry.n))
        .limit(limit);
      return rows.map((row) => ({ head: row.head, entry: row.entry && toEntry(row.entry) }));
    },
    entriesAt: async (places) => {
      if (places.length === 0) return [];
      const at = places.map((place) => and(eq(entry.chain, place.chain), eq(entry.n, place.n)));
      const rows = await db
        .select()
        .from(entry)
        .where(or(...at));
      return rows.map(toEntry);
    },
    entriesOfRequest: async (key) => {
      const rows = await db
        .select()
        .from(entry)
        .where(eq(entry.requestKey, key))
        .orderBy(asc(entry.chain), asc(entry.n));
      return rows.map(toEntry);
    },
    requests: ({ after, limit, onlyOpen }) =>
      readRequests(
        client,
        and(
          after === null ? undefined : gt(schema.request.key, after),
          onlyOpen ? inArray(schema.request.status, [...openStatuses]) : undefined,
        ),
        limit,
      ),
    request: async (key) => {
      const [found] = await readRequests(client, eq(schema.request.key, key), 1);
      if (found === undefined) return null;
      const { key: _key, ...story } = found;
      return story;
    },
    strays: async (after, limit) => {
      const page = db
        .select({ id: entry.id })
        .from(entry)
        .where(gt(entry.id, after))
        .orderBy(asc(entry.id))
        .limit(limit)
        .as("page");
      const [{ last, count: found } = { last: null, count: 0 }] = await db
        .select({ last: max(page.id), count: count() })
        .from(page);
      if (last === null) return { last: null, stray: null };
      const strays = await db
        .select({ chain: entry.chain, n: entry.n })
        .from(entry)
        .leftJoin(chain, eq(chain.key, entry.chain))
        .where(and(gt(entry.id, after), lte(entry.id, last), or(isNull(chain.key), gt(entry.n, chain.n))))
        .limit(1);
      return { last: found < limit ? null : last, stray: strays[0] ?? null };
    },
  };
}

function readRequests(
  { db, schema: { request } }: Client,
  where: SQL | undefined,
  limit: number,
): Promise<(FoldedRequest & { key: string })[]> {
  const { key, status, approvals, requesterPersonId, digest, caseKey } = request;
  return db
    .select({ key, status, approvals, requesterPersonId, digest, caseKey })
    .from(request)
    .where(where)
    .orderBy(asc(key))
    .limit(limit);
}
