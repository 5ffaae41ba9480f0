import { and, eq, sql } from "drizzle-orm";
import type { Client } from "#db/client.ts";
import { keepQuery } from "#db/keep-query.ts";
import { guarded } from "#db/statement.ts";
import type { ControlStore } from "#lib/ports/governance-store.ts";

export function createControlStore(client: Client): ControlStore {
  const { db, schema } = client;
  const { setting } = schema;
  const set = (name: string, before: string, after: string) =>
    guarded(`control ${name}`, (tx) =>
      tx
        .update(setting)
        .set({ value: after })
        .where(and(eq(setting.name, name), eq(setting.value, before))),
    );
  const byName = keepQuery(() =>
    db
      .select()
      .from(setting)
      .where(eq(setting.name, sql.placeholder("name")))
      .limit(1),
  );
  return {
    read: async (name) => (await byName({ name }))[0]?.value ?? null,
    change: (name, before, after) =>
      before === null
        ? guarded(`control ${name}`, (tx) => tx.insert(setting).values({ name, value: after }))
        : set(name, before, after),
    // An update to the same value takes the row's lock on PostgreSQL: a change waits for this commit, or is seen by it.
    require: (name, value) => set(name, value, value),
  };
}
