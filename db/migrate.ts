import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { migrate as migrateSqlite } from "drizzle-orm/better-sqlite3/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import pg from "pg";

const folder = (dialect: string) => fileURLToPath(new URL(`./migrations/${dialect}`, import.meta.url));

/** Brings the database up to the schema of this version. Runs before anything is served. */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  if (databaseUrl.startsWith("file:")) {
    const path = databaseUrl.slice(5);
    mkdirSync(dirname(path), { recursive: true });
    const database = new Database(path);
    try {
      migrateSqlite(drizzleSqlite({ client: database }), { migrationsFolder: folder("sqlite") });
    } finally {
      database.close();
    }
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Two processes that start at once must not migrate at once.
    await client.query("select pg_advisory_lock(736283)");
    await migratePostgres(drizzlePostgres({ client }), { migrationsFolder: folder("postgres") });
  } finally {
    await client.end();
  }
}
