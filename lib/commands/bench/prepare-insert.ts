import type Database from "better-sqlite3";
import { getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";

export type Insert = (row: Record<string, unknown>) => void;

/** An insert that is compiled once: through the stores it takes minutes until a large database is full. */
export function prepareInsert(database: Database.Database, table: SQLiteTable): Insert {
  const db = drizzle({ client: database, casing: "snake_case" });
  const columns = Object.entries(getTableColumns(table));
  const places = columns.map(([name]) => [name, sql.placeholder(name)]);
  const statement = database.prepare(db.insert(table).values(Object.fromEntries(places)).toSQL().sql);
  return (row) => {
    const values = columns.map(([name, column]) => {
      const value = row[name] ?? column.default ?? null;
      return value === null ? null : column.mapToDriverValue(value);
    });
    statement.run(...values);
  };
}
