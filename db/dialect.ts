import {
  check as pgCheck,
  customType as pgCustomType,
  foreignKey as pgForeignKey,
  index as pgIndex,
} from "drizzle-orm/pg-core";
import {
  integer as pgInteger,
  pgTable,
  primaryKey as pgPrimaryKey,
  text as pgText,
} from "drizzle-orm/pg-core";
import { timestamp, unique as pgUnique, uniqueIndex as pgUniqueIndex } from "drizzle-orm/pg-core";
import {
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

const bytewise = pgCustomType<{ data: string; driverData: string }>({ dataType: () => 'text COLLATE "C"' });
const bytea = pgCustomType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** The few builders in which the databases differ, for SQLite. The schema is written against these types. */
export const sqliteDialect = {
  table: sqliteTable,
  text,
  integer,
  /** Text that is compared byte by byte on both databases, so that a prefix is a range of the index. */
  bytewiseText: () => text(),
  /** A moment, to the millisecond. */
  instant: () => integer({ mode: "timestamp_ms" }),
  /** Bytes as they are. Never a JSON column: PostgreSQL's reorders keys, and hashes cover bytes. */
  bytes: () => blob({ mode: "buffer" }),
  index,
  uniqueIndex,
  unique,
  check,
  foreignKey,
  primaryKey,
};

export type Dialect = typeof sqliteDialect;

/**
 * The same builders for PostgreSQL. This is the one cast of the schema: both databases get one description, typed as
 * SQLite's. The store contract, run on both, is what shows that the types tell the truth.
 */
export const postgresDialect = {
  table: pgTable,
  text: pgText,
  integer: pgInteger,
  bytewiseText: () => bytewise(),
  instant: () => timestamp({ precision: 3, withTimezone: true, mode: "date" }),
  bytes: () => bytea(),
  index: pgIndex,
  uniqueIndex: pgUniqueIndex,
  unique: pgUnique,
  check: pgCheck,
  foreignKey: pgForeignKey,
  primaryKey: pgPrimaryKey,
} as unknown as Dialect;
