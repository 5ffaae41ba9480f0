import type { Client, Queries, Write } from "./client.ts";

interface Preparable {
  prepare(): unknown;
}

interface Prepared {
  run(values: Record<string, unknown>): { changes: number };
  execute(values: Record<string, unknown>): unknown;
}

const kept = new WeakMap<Client, Map<string, Prepared>>();

/**
 * A write whose statement is built once and kept: of a commit that moves a hundred cases, building the same update again
 * and again is the greater part. `build` names its values by placeholders. On PostgreSQL, where a transaction has a
 * connection of its own, it is built each time.
 */
export function keptWrite(
  client: Client,
  kind: { name: string; build: (db: Queries) => Preparable },
  values: Record<string, unknown>,
): Write {
  if (client.kind === "postgres") return (tx) => (kind.build(tx).prepare() as Prepared).execute(values);
  return () => {
    const all = kept.get(client) ?? new Map<string, Prepared>();
    kept.set(client, all);
    // SQLite has one connection, so the statement takes part in whatever transaction is open on it.
    const prepared = all.get(kind.name) ?? (kind.build(client.db).prepare() as Prepared);
    all.set(kind.name, prepared);
    return { run: () => prepared.run(values) };
  };
}
