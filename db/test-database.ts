import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the PostgreSQL server to make databases on; absent where the tests run on SQLite. */
    databaseServer: string;
  }
}

export interface TestDatabase {
  /** As in `DATABASE_URL`: `file:PATH` or `postgres://…`. The database is empty, without any table. */
  url: string;
  /** Removes the database, whoever is still connected to it. */
  drop: () => Promise<void>;
}

/** An empty database of the kind that the running project is about: PostgreSQL in `postgres`, SQLite in the others. */
export async function freshDatabaseUrl(): Promise<TestDatabase> {
  const server = inject("databaseServer") as string | undefined;
  return server === undefined ? freshFile() : freshOn(server);
}

function freshFile(): TestDatabase {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-sqlite-"));
  return {
    url: `file:${path.join(folder, "countersign.db")}`,
    drop: () => {
      rmSync(folder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

async function freshOn(server: string): Promise<TestDatabase> {
  const name = `countersign_test_${randomUUID().replaceAll("-", "")}`;
  await runOn(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(server, `drop database if exists ${name} with (force)`) };
}

async function runOn(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
