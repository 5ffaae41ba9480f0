import type Database from "better-sqlite3";
import { getTableColumns, sql } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Statement } from "#lib/ports/statement.ts";
import type { Client, Write } from "./client.ts";
import { guarded, unguarded } from "./statement.ts";

/** Adds rows and says how many; with `ignoreKnown`, those that are there already are left out. */
export type RowInserter = (
  table: SQLiteTable,
  rows: readonly Record<string, unknown>[],
  options: { ignoreKnown: boolean },
) => number;

/**
 * Inserts of SQLite that are compiled once for each table: building a statement of a hundred rows costs far more than
 * running a small one a hundred times.
 */
export function createRowInserter(database: Database.Database, db: BetterSQLite3Database): RowInserter {
  const compile = (table: SQLiteTable, ignoreKnown: boolean) => {
    const columns = Object.entries(getTableColumns(table));
    const places = Object.fromEntries(columns.map(([name]) => [name, sql.placeholder(name)]));
    const query = db.insert(table).values(places);
    const statement = database.prepare((ignoreKnown ? query.onConflictDoNothing() : query).toSQL().sql);
    return (row: Record<string, unknown>) => {
      const values = columns.map(([name, column]) => {
        const value = row[name] ?? column.default ?? null;
        return value === null ? null : column.mapToDriverValue(value);
      });
      return statement.run(...values).changes;
    };
  };
  const kept = new Map<
    SQLiteTable,
    { plain?: ReturnType<typeof compile>; ignoring?: ReturnType<typeof compile> }
  >();
  return (table, rows, { ignoreKnown }) => {
    const both = kept.get(table) ?? {};
    kept.set(table, both);
    const insert = ignoreKnown
      ? (both.ignoring ??= compile(table, true))
      : (both.plain ??= compile(table, false));
    return rows.reduce((changes, row) => changes + insert(row), 0);
  };
}

/** A write that adds this row, guarded under a name. */
export function insertRow<T extends SQLiteTable>(
  client: Client,
  table: T,
  row: T["$inferInsert"],
  { guardedAs }: { guardedAs: string },
): Statement {
  return guarded(guardedAs, insertion(client, table, [row], false));
}

/** A write that adds all these rows, guarded under a name where one is given: some row has to be new then. */
export function insertRows<T extends SQLiteTable>(
  client: Client,
  table: T,
  rows: readonly T["$inferInsert"][],
  options: { guardedAs?: string; ignoreKnown?: boolean } = {},
): Statement[] {
  if (rows.length === 0) return [];
  const { guardedAs, ignoreKnown = false } = options;
  const write = insertion(client, table, rows, ignoreKnown);
  return [guardedAs === undefined ? unguarded(write) : guarded(guardedAs, write)];
}

function insertion<T extends SQLiteTable>(
  client: Client,
  table: T,
  rows: readonly T["$inferInsert"][],
  ignoreKnown: boolean,
): Write {
  return (tx) => {
    const { insertRows: insert } = client;
    if (insert) return { run: () => ({ changes: insert(table, rows, { ignoreKnown }) }) };
    const query = tx.insert(table).values([...rows]);
    return ignoreKnown ? query.onConflictDoNothing() : query;
  };
}
