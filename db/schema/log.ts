import type { Dialect } from "#db/dialect.ts";

/** The log, the keys of what is encrypted in it, and the few values that belong to the installation as a whole. */
export function defineLog({ table, text, integer, instant, bytes, index, uniqueIndex, primaryKey }: Dialect) {
  /** Head of each chain. Its guarded update is what makes two writers of one chain take turns. */
  const chain = table("chain", {
    key: text().primaryKey(),
    n: integer().notNull(),
    hash: text().notNull(),
    at: instant().notNull(),
  });

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
      bytes: bytes().notNull(),
    },
    (t) => [
      uniqueIndex("entry_chain").on(t.chain, t.n),
      index("entry_request").on(t.requestKey, t.id),
      index("entry_type").on(t.type, t.id),
    ],
  );

  /** One key per holder, wrapped by the data key, which lies outside the database. */
  const holderKey = table(
    "holder_key",
    {
      kid: text().primaryKey(),
      holder: text().notNull(),
      wrapped: text().notNull(),
      createdAt: instant().notNull(),
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

  return { chain, entry, holderKey, setting, counter, idempotency };
}
