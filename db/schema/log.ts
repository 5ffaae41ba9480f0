import { sql } from "drizzle-orm";
import type { Dialect } from "#db/dialect.ts";

/** The log, the keys of what is encrypted in it, and the few values that belong to the installation as a whole. */
export function defineLog({ table, text, integer, instant, bytes, index, uniqueIndex, primaryKey }: Dialect) {
  /** Head of each chain. Its guarded update is what makes two writers of one chain take turns. */
  const chain = table(
    "chain",
    {
      key: text().primaryKey(),
      n: integer().notNull(),
      hash: text().notNull(),
      at: instant().notNull(),
      /** How many of the chain's entries stand in the tree: what comes after them waits for the sealer. */
      sealedN: integer().notNull().default(0),
    },
    (t) => [
      index("chain_unsealed")
        .on(t.key)
        .where(sql`${t.n} > ${t.sealedN}`),
    ],
  );

  /** `bytes` is the leaf: written once, never changed. The other columns repeat what is in it, for look-ups. */
  const entry = table(
    "entry",
    {
      id: text().primaryKey(),
      chain: text().notNull(),
      n: integer().notNull(),
      hash: text().notNull(),
      at: instant().notNull(),
      type: text().notNull(),
      requestKey: text(),
      /** 1 where the clock had gone back, a reading found what nobody here did, the demo made it up: as in the bytes. */
      late: integer().notNull().default(0),
      outside: integer().notNull().default(0),
      simulated: integer().notNull().default(0),
      bytes: bytes().notNull(),
    },
    (t) => [
      uniqueIndex("entry_chain").on(t.chain, t.n),
      index("entry_request").on(t.requestKey, t.id),
      index("entry_type").on(t.type, t.id),
      index("entry_period").on(t.type, t.at, t.id),
      index("entry_late")
        .on(t.at, t.id)
        .where(sql`${t.late} = 1`),
      index("entry_outside")
        .on(t.at, t.id)
        .where(sql`${t.outside} = 1`),
      index("entry_simulated")
        .on(t.type, t.at)
        .where(sql`${t.simulated} = 1`),
    ],
  );

  /** Which entry stands where in the tree of an epoch. */
  const treeLeaf = table(
    "tree_leaf",
    {
      epoch: integer().notNull(),
      idx: integer().notNull(),
      entryId: text().notNull(),
      hash: text().notNull(),
    },
    (t) => [primaryKey({ columns: [t.epoch, t.idx] }), uniqueIndex("tree_leaf_entry").on(t.entryId)],
  );

  /** The complete subtrees above the leaves; level 1 has two leaves. */
  const treeNode = table(
    "tree_node",
    {
      epoch: integer().notNull(),
      level: integer().notNull(),
      idx: integer().notNull(),
      hash: text().notNull(),
    },
    (t) => [primaryKey({ columns: [t.epoch, t.level, t.idx] })],
  );

  /** Size and root of each epoch's tree. Its guarded update is what lets one sealer append at a time. */
  const treeHead = table("tree_head", {
    epoch: integer().primaryKey(),
    origin: text().notNull(),
    size: integer().notNull(),
    root: text().notNull(),
  });

  /** What was signed: `note` is the C2SP checkpoint, signature included. */
  const checkpoint = table(
    "checkpoint",
    {
      epoch: integer().notNull(),
      size: integer().notNull(),
      root: text().notNull(),
      note: text().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.epoch, t.size] }), index("checkpoint_period").on(t.at)],
  );

  /** That an anchor took a checkpoint. */
  const anchorReceipt = table(
    "anchor_receipt",
    {
      anchor: text().notNull(),
      epoch: integer().notNull(),
      size: integer().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.anchor, t.epoch, t.size] }), index("anchor_receipt_period").on(t.at)],
  );

  /** What an auditor has read in a session: each record has one entry per session, however often it is looked at. */
  const recordRead = table(
    "record_read",
    {
      sessionRef: text().notNull(),
      /** `case IR-1042`, `request REQ-1042`, `user <1Password id>`. */
      record: text().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.sessionRef, t.record] })],
  );

  /** Collectors that get each newest checkpoint by POST. A removed one keeps its name, and so its receipts their meaning. */
  const logAnchor = table("log_anchor", {
    name: text().primaryKey(),
    url: text().notNull(),
    /** Signs the deliveries; encrypted under the data key. Null: they go unsigned. */
    secret: text(),
    createdAt: instant().notNull(),
    removedAt: instant(),
    /** Deliveries refused in a row, what the last one met, and when the next one goes. */
    failures: integer().notNull().default(0),
    lastError: text(),
    nextTryAt: instant(),
    /** Who moved this forward sends until then; nobody else does. */
    sendingUntil: instant(),
  });

  /** One key per holder, wrapped by the data key, which lies outside the database. */
  const holderKey = table(
    "holder_key",
    {
      kid: text().primaryKey(),
      holder: text().notNull(),
      wrapped: text().notNull(),
      createdAt: instant().notNull(),
      /** 1, and one more for each key of this holder that was destroyed before. */
      generation: integer().notNull().default(1),
    },
    (t) => [uniqueIndex("holder_key_holder").on(t.holder)],
  );

  const setting = table("setting", { name: text().primaryKey(), value: text().notNull() });

  const counter = table("counter", { name: text().primaryKey(), value: integer().notNull() });

  /** The same key with the same body gives the same answer and one effect. */
  const idempotency = table(
    "idempotency",
    {
      scope: text().notNull(),
      key: text().notNull(),
      bodySha256: text().notNull(),
      answer: text().notNull(),
      at: instant().notNull(),
    },
    (t) => [primaryKey({ columns: [t.scope, t.key] })],
  );

  return {
    chain,
    entry,
    treeLeaf,
    treeNode,
    treeHead,
    checkpoint,
    anchorReceipt,
    recordRead,
    logAnchor,
    holderKey,
    setting,
    counter,
    idempotency,
  };
}
