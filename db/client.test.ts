import { statSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";
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

test("what was committed goes from the log into the database while nothing is written", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { url, drop } = await freshDatabaseUrl();
  const client = openClient(url);
  onTestFinished(async () => {
    vi.useRealTimers();
    await client.close();
    await drop();
  });
  const size = () => statSync(url.slice("file:".length)).size;
  const before = size();
  const fill = sql`create table filled as with recursive n(i) as (values(1) union all select i + 1 from n where i < 999) select i from n`;
  await client.transact([(tx) => ({ run: () => tx.run(fill) })], () => undefined);
  expect(size()).toBe(before);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(size()).toBeGreaterThan(before);
});
