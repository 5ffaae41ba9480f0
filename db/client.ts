import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import pg from "pg";
import { createRowInserter, type RowInserter } from "./insert-rows.ts";
import { keepStatements } from "./keep-statements.ts";
import { postgresSchema, type Schema, sqliteSchema } from "./schema/define-schema.ts";

/** Queries are written against SQLite's types; on PostgreSQL the same calls build PostgreSQL's queries. */
export type Queries = BaseSQLiteDatabase<"async", unknown>;

export interface Client {
  kind: "sqlite" | "postgres";
  db: Queries;
  schema: Schema;
  /** Runs the writes in one transaction, in order; `touched` is told how many rows each one changed. */
  transact(writes: readonly Write[], touched: (index: number, rows: number) => void): Promise<void>;
  /** Of SQLite, within a transaction: inserts that are compiled once. */
  insertRows?: RowInserter;
  /**
   * Removes what deleted rows left behind in the database's own files. False where somebody else reads or writes just
   * now: nothing is broken then, and it has to be tried again.
   */
  sweep(): Promise<boolean>;
  close(): Promise<void>;
}

/** Builds one write within a transaction. It can't look at what an earlier write of the list returned. */
export type Write = (tx: Queries) => unknown;

const busyTimeoutMs = 2_000;
/** So long after the last write its pages go from the write-ahead log into the database. */
const quietMs = 300;
/** With no such pause they go there once the log has so many pages: 16 MB, four times SQLite's own limit. */
const mostLogPages = 4_000;

/** `file:PATH` opens SQLite, `postgres://…` PostgreSQL. */
export function openClient(databaseUrl: string): Client {
  return databaseUrl.startsWith("file:") ? openSqlite(databaseUrl.slice(5)) : openPostgres(databaseUrl);
}

function openSqlite(path: string): Client {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path, { timeout: busyTimeoutMs });
  database.pragma("journal_mode = WAL");
  database.pragma("foreign_keys = ON");
  database.pragma("trusted_schema = OFF");
  database.pragma("cell_size_check = ON");
  // What is deleted is overwritten: an erased text must not be found in the file.
  database.pragma("secure_delete = ON");
  // Compiled for WAL at NORMAL, which may lose the last commits at power loss: a suspension without an entry.
  // The pragma answers 2 before the first real access and may fall to 1 with it, so it is set and asked after a read.
  database.prepare("select count(*) from sqlite_master").get();
  database.pragma("synchronous = FULL");
  database.prepare("select count(*) from sqlite_master").get();
  if (database.pragma("synchronous", { simple: true }) !== 2) {
    throw new Error(
      "SQLite would not keep synchronous=FULL, so a committed entry could be lost at power loss.",
    );
  }
  database.pragma(`wal_autocheckpoint = ${mostLogPages}`);
  const checkpoint = checkpointWhenQuiet(database);
  keepStatements(database);
  const db = drizzleSqlite({ client: database, casing: "snake_case" });
  return {
    kind: "sqlite",
    // better-sqlite3 answers at once; its queries can be awaited all the same. The one cast of the client.
    db: db as unknown as Queries,
    schema: sqliteSchema,
    insertRows: createRowInserter(database, db),
    transact(writes, touched) {
      // Immediate: a deferred transaction that reads and then writes ends in busy errors under two processes.
      db.transaction(
        (tx) => {
          writes.forEach((write, index) => {
            const result = (write(tx as unknown as Queries) as { run(): Database.RunResult }).run();
            touched(index, result.changes);
          });
        },
        { behavior: "immediate" },
      );
      checkpoint.soon();
      return Promise.resolve();
    },
    sweep() {
      // The file is written anew, for pages that were split hold remains which no deletion overwrites; then the
      // write-ahead log, which holds older pages, is emptied.
      try {
        database.exec("vacuum");
        const [{ busy } = { busy: 1 }] = database.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
        return Promise.resolve(busy === 0);
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY")
          return Promise.resolve(false);
        throw error;
      }
    },
    close() {
      checkpoint.stop();
      database.close();
      return Promise.resolve();
    },
  };
}

/**
 * Otherwise the commit that fills the log writes all of its pages into the database and waits for the disk once more,
 * and that may be the commit that a call to 1Password waits for. What is committed is durable either way.
 */
function checkpointWhenQuiet(database: Database.Database): { soon(): void; stop(): void } {
  const timer = setTimeout(() => void database.pragma("wal_checkpoint(PASSIVE)"), quietMs).unref();
  return { soon: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}

function openPostgres(databaseUrl: string): Client {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  // A connection that breaks while idle is replaced by the pool; unheard it would end the process.
  pool.on("error", () => undefined);
  const db = drizzlePostgres({ client: pool, casing: "snake_case" });
  return {
    kind: "postgres",
    db: db as unknown as Queries,
    schema: postgresSchema,
    async transact(writes, touched) {
      await db.transaction(async (tx) => {
        for (const [index, write] of writes.entries()) {
          const result = (await write(tx as unknown as Queries)) as pg.QueryResult;
          touched(index, result.rowCount ?? 0);
        }
      });
    },
    async sweep() {
      await pool.query("vacuum");
      return true;
    },
    close: () => pool.end(),
  };
}
