import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { openClient } from "./client.ts";
import { freshDatabaseUrl } from "./test-database.ts";

test("SQLite keeps every commit through a power loss and leaves readers alone", async () => {
  const { url, drop } = await freshDatabaseUrl();
  const client = openClient(url);
  onTestFinished(async () => {
    await client.close();
    await drop();
  });
  const pragma = async (name: string) => await client.db.all(sql.raw(`pragma ${name}`));
  expect(await pragma("synchronous")).toEqual([{ synchronous: 2 }]);
  expect(await pragma("journal_mode")).toEqual([{ journal_mode: "wal" }]);
  expect(await pragma("foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  expect(await client.db.all(sql.raw("select sqlite_version() >= '3.51.3' as fit"))).toEqual([{ fit: 1 }]);
});
