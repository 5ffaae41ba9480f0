import { and, asc, desc, eq, gt, gte, inArray, lt, lte, max, min, or, sql } from "drizzle-orm";
import type { Client, Queries } from "#db/client.ts";
import { insertRow, insertRows } from "#db/insert-rows.ts";
import { keptWrite } from "#db/kept-write.ts";
import { keepQuery } from "#db/keep-query.ts";
import { guarded, unguarded } from "#db/statement.ts";
import { noEntry } from "#lib/log/hashes.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { LogFault } from "#lib/ports/seal.ts";
import type { AnchorReceipt, TreeHead, TreeStore, WaitingEntry } from "#lib/ports/tree-store.ts";
import { toEntry } from "./log-store.ts";

/** Rows of one insert: both databases bound the number of parameters of a statement. */
const rowsAtOnce = 1_000;

export function createTreeStore(client: Client): TreeStore {
  const { db, schema } = client;
  const { chain, entry, treeLeaf, treeNode, treeHead, checkpoint, anchorReceipt } = schema;
  const leafHashes = (epoch: number, indexes: number[]) =>
    db
      .select({ index: treeLeaf.idx, hash: treeLeaf.hash })
      .from(treeLeaf)
      .where(and(eq(treeLeaf.epoch, epoch), inArray(treeLeaf.idx, indexes)));
  const nodeHashes = (epoch: number, places: readonly { level: number; index: number }[]) =>
    db
      .select({ level: treeNode.level, index: treeNode.idx, hash: treeNode.hash })
      .from(treeNode)
      .where(
        // The epoch stands in each part: beside them SQLite would walk through all nodes of it.
        or(
          ...places.map(({ level, index }) =>
            and(eq(treeNode.epoch, epoch), eq(treeNode.level, level), eq(treeNode.idx, index)),
          ),
        ),
      );
  const newestReceipt = async (anchor: string) => {
    const rows = await db
      .select()
      .from(anchorReceipt)
      .where(eq(anchorReceipt.anchor, anchor))
      .orderBy(desc(anchorReceipt.epoch), desc(anchorReceipt.size))
      .limit(1);
    return rows[0] ?? null;
  };
  const newestHead = keepQuery(() => db.select().from(treeHead).orderBy(desc(treeHead.epoch)).limit(1));
  const newestCheckpoint = keepQuery(() =>
    db.select().from(checkpoint).orderBy(desc(checkpoint.epoch), desc(checkpoint.size)).limit(1),
  );
  const waitingOf = (only: boolean) =>
    keepQuery(() => {
      // By themselves first, where only the index of such chains will do: sorted, SQLite would walk through all chains.
      const behind = db
        .select({ key: chain.key, sealedN: chain.sealedN })
        .from(chain)
        .where(and(gt(chain.n, chain.sealedN), only ? eq(chain.key, sql.placeholder("only")) : undefined))
        .limit(sql.placeholder("limit"))
        .as("behind");
      return (
        db
          .select({ entry, sealedN: behind.sealedN })
          .from(behind)
          // The last sealed one comes along: the first that waits has to follow it.
          .innerJoin(entry, and(eq(entry.chain, behind.key), gte(entry.n, behind.sealedN)))
          .orderBy(asc(behind.key), asc(entry.n))
          .limit(sql.placeholder("limit"))
      );
    });
  const waiting = { all: waitingOf(false), ofOne: waitingOf(true) };
  return {
    head: async () => (await newestHead({}))[0] ?? null,
    heads: async () => db.select().from(treeHead).orderBy(asc(treeHead.epoch)),
    waiting: async (limit, only) => {
      const rows = await (only === undefined ? waiting.all({ limit }) : waiting.ofOne({ limit, only }));
      return withPrevious(rows.map((row) => ({ record: toEntry(row.entry), sealedN: row.sealedN })));
    },
    waitingCount: async () => {
      const rows = await db
        .select({ waiting: sql<number>`coalesce(sum(${chain.n} - ${chain.sealedN}), 0)` })
        .from(chain)
        .where(gt(chain.n, chain.sealedN));
      return Number(rows[0]?.waiting ?? 0);
    },
    waitingChains: async () =>
      db.select({ key: chain.key, n: chain.n }).from(chain).where(gt(chain.n, chain.sealedN)),
    sealedNumbers: async (keys) => {
      const found = new Map<string, number>();
      for (const some of batches(keys)) {
        const rows = await db
          .select({ key: chain.key, sealedN: chain.sealedN })
          .from(chain)
          .where(inArray(chain.key, some));
        for (const { key, sealedN } of rows) found.set(key, sealedN);
      }
      return found;
    },
    nodes: async (epoch, places) => {
      const [leafPlaces, nodePlaces] = [
        places.filter(({ level }) => level === 0).map(({ index }) => index),
        places.filter(({ level }) => level > 0),
      ];
      const found = new Map<string, string>();
      if (leafPlaces.length > 0) {
        for (const { index, hash } of await leafHashes(epoch, leafPlaces)) found.set(`0/${index}`, hash);
      }
      if (nodePlaces.length > 0) {
        for (const { level, index, hash } of await nodeHashes(epoch, nodePlaces)) {
          found.set(`${level}/${index}`, hash);
        }
      }
      return places.map(({ level, index }) => {
        const hash = found.get(`${level}/${index}`);
        if (hash === undefined)
          throw new LogFault(`The tree of epoch ${epoch} lacks node ${level}/${index}.`);
        return hash;
      });
    },
    grow: ({ before, after, leaves, nodes }) => [
      moveHead(client, before, after),
      ...batches(leaves).flatMap((some) =>
        insertRows(
          client,
          treeLeaf,
          some.map(({ index, entry: { id, hash } }) => ({
            epoch: after.epoch,
            idx: index,
            entryId: id,
            hash,
          })),
          { guardedAs: "tree leaf" },
        ),
      ),
      ...batches(nodes).flatMap((some) =>
        insertRows(
          client,
          treeNode,
          some.map(({ level, index, hash }) => ({ epoch: after.epoch, level, idx: index, hash })),
          { guardedAs: "tree node" },
        ),
      ),
      ...moveChains(client, leaves),
    ],
    open: (head) => [moveHead(client, null, head)],
    newestCheckpoint: async () => (await newestCheckpoint({}))[0] ?? null,
    checkpoint: async (epoch, size) =>
      (
        await db
          .select()
          .from(checkpoint)
          .where(and(eq(checkpoint.epoch, epoch), eq(checkpoint.size, size)))
      )[0] ?? null,
    addCheckpoint: (record) => unguarded((tx) => tx.insert(checkpoint).values(record).onConflictDoNothing()),
    leaves: async ({ epoch, from, size, limit }) => {
      const rows = await db
        .select({ index: treeLeaf.idx, entry })
        .from(treeLeaf)
        .innerJoin(entry, eq(entry.id, treeLeaf.entryId))
        .where(and(eq(treeLeaf.epoch, epoch), gte(treeLeaf.idx, from), lt(treeLeaf.idx, size)))
        .orderBy(asc(treeLeaf.idx))
        .limit(limit);
      return rows.map((row) => ({ epoch, index: row.index, entry: toEntry(row.entry) }));
    },
    rangeOf: async ({ epoch, size, from, to }) => {
      const rows = await db
        .select({ first: min(treeLeaf.idx), last: max(treeLeaf.idx) })
        .from(entry)
        .innerJoin(treeLeaf, eq(treeLeaf.entryId, entry.id))
        .where(and(gte(entry.at, from), lt(entry.at, to), eq(treeLeaf.epoch, epoch), lt(treeLeaf.idx, size)));
      const { first, last } = rows[0] ?? {};
      return typeof first === "number" && typeof last === "number" ? { first, end: last + 1 } : null;
    },
    anchoredBefore: async ({ epoch, size, at }) => {
      const rows = await db
        .select({ checkpoint })
        .from(anchorReceipt)
        .innerJoin(
          checkpoint,
          and(eq(checkpoint.epoch, anchorReceipt.epoch), eq(checkpoint.size, anchorReceipt.size)),
        )
        .where(and(eq(anchorReceipt.epoch, epoch), lte(anchorReceipt.size, size), lt(anchorReceipt.at, at)))
        .orderBy(desc(anchorReceipt.size))
        .limit(1);
      return rows[0] ? rows[0].checkpoint : null;
    },
    places: async (entryIds) => {
      const places = new Map<string, { epoch: number; index: number }>();
      for (const some of batches(entryIds)) {
        const rows = await db.select().from(treeLeaf).where(inArray(treeLeaf.entryId, some));
        for (const { entryId, epoch, idx } of rows) places.set(entryId, { epoch, index: idx });
      }
      return places;
    },
    receipts: async () => {
      const found: AnchorReceipt[] = [];
      // From one anchor to the next by the index: each may have more receipts than anybody wants to read.
      for (let name = ""; ;) {
        const [next] = await db
          .select({ anchor: anchorReceipt.anchor })
          .from(anchorReceipt)
          .where(gt(anchorReceipt.anchor, name))
          .orderBy(asc(anchorReceipt.anchor))
          .limit(1);
        if (next === undefined) return found;
        name = next.anchor;
        const receipt = await newestReceipt(name);
        if (receipt !== null) found.push(receipt);
      }
    },
    newestReceipt,
    firstCheckpointAfter: async (receipt) => {
      const { epoch, size } = checkpoint;
      const rows = await db
        .select()
        .from(checkpoint)
        .where(receipt === null ? undefined : sql`(${epoch}, ${size}) > (${receipt.epoch}, ${receipt.size})`)
        .orderBy(asc(epoch), asc(size))
        .limit(1);
      return rows[0] ?? null;
    },
    addReceipt: (receipt) =>
      unguarded((tx) => tx.insert(anchorReceipt).values(receipt).onConflictDoNothing()),
  };
}

function moveHead(client: Client, before: TreeHead | null, after: TreeHead): Statement {
  const { treeHead } = client.schema;
  if (before === null) return insertRow(client, treeHead, after, { guardedAs: "tree head" });
  const move = {
    name: "move tree head",
    build: (tx: Queries) =>
      tx
        .update(treeHead)
        .set({ size: sql`${sql.placeholder("size")}`, root: sql`${sql.placeholder("root")}` })
        .where(
          and(
            eq(treeHead.epoch, sql.placeholder("epoch")),
            eq(treeHead.size, sql.placeholder("sizeBefore")),
            eq(treeHead.root, sql.placeholder("rootBefore")),
          ),
        ),
  };
  const { epoch, size, root } = after;
  const values = { epoch, size, root, sizeBefore: before.size, rootBefore: before.root };
  return guarded("tree head", keptWrite(client, move, values));
}

/** Each chain counts as sealed up to its last leaf, and was sealed up to the one before its first. */
function moveChains(client: Client, leaves: readonly { entry: EntryRecord }[]): Statement[] {
  const { chain } = client.schema;
  const move = {
    name: "move chain's seal",
    build: (tx: Queries) =>
      tx
        .update(chain)
        .set({ sealedN: sql`${sql.placeholder("to")}` })
        .where(and(eq(chain.key, sql.placeholder("key")), eq(chain.sealedN, sql.placeholder("from")))),
  };
  const runs = new Map<string, { from: number; to: number }>();
  for (const { entry } of leaves) {
    const run = runs.get(entry.chain) ?? { from: entry.n - 1, to: entry.n };
    runs.set(entry.chain, { from: Math.min(run.from, entry.n - 1), to: Math.max(run.to, entry.n) });
  }
  return [...runs].map(([key, { from, to }]) =>
    guarded(`chain ${key} sealed`, keptWrite(client, move, { key, from, to })),
  );
}

function withPrevious(rows: readonly { record: EntryRecord; sealedN: number }[]): WaitingEntry[] {
  const waiting: WaitingEntry[] = [];
  let before: EntryRecord | null = null;
  for (const { record, sealedN } of rows) {
    const follows = before !== null && before.chain === record.chain && before.n === record.n - 1;
    const previousHash: string | null = record.n === 1 ? noEntry : follows && before ? before.hash : null;
    if (record.n > sealedN) waiting.push({ record, previousHash });
    before = record;
  }
  return waiting;
}

function batches<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < all.length; from += rowsAtOnce) parts.push(all.slice(from, from + rowsAtOnce));
  return parts;
}
