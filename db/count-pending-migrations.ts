import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { z } from "zod";

const Journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

/**
 * How many migrations of this version the database lacks. Asks on a connection of its own, so that a pool which hangs
 * shows as a failure of its own. Rejects when the database can't be asked.
 */
export async function countPendingMigrations(databaseUrl: string): Promise<number> {
  const dialect = databaseUrl.startsWith("file:") ? "sqlite" : "postgres";
  // Relative to the working folder and not to this file: Next bundles the file, the migrations stay where they are.
  const journal = join(process.cwd(), "db", "migrations", dialect, "meta", "_journal.json");
  const { entries } = Journal.parse(JSON.parse(readFileSync(journal, "utf8")));
  const newest =
    dialect === "sqlite" ? newestOnSqlite(databaseUrl.slice(5)) : await newestOnPostgres(databaseUrl);
  return entries.filter((entry) => entry.when > newest).length;
}

function newestOnSqlite(path: string): number {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return asNumber(database.prepare("select max(created_at) from __drizzle_migrations").pluck().get());
  } finally {
    database.close();
  }
}

const timeoutMs = 3_000;

async function newestOnPostgres(connectionString: string): Promise<number> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  try {
    await client.connect();
    const result = await client.query<{ newest: string | null }>(
      'select max(created_at) as newest from drizzle."__drizzle_migrations"',
    );
    return asNumber(result.rows[0]?.newest);
  } finally {
    await client.end();
  }
}

/** PostgreSQL's bigint comes as text; an empty table has no newest. */
function asNumber(value: unknown): number {
  return value === null || value === undefined ? 0 : Number(value);
}
