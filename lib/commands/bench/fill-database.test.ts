import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openFileLock } from "#db/file-lock.ts";
import { openStores } from "#db/open-stores.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import { leafHashHex } from "#lib/log/hashes.ts";
import type { Stores } from "#lib/ports/store.ts";
import { hashApiKey } from "#lib/server/api-key.ts";
import { hashToken } from "#lib/server/session/token.ts";
import { type Doors, fillDatabase } from "./fill-database.ts";
import { rememberAnswers } from "./remember-answers.ts";

const dataKey = new Uint8Array(32).fill(5);
const folder = mkdtempSync(path.join(tmpdir(), "countersign-fill-"));
const databaseUrl = `file:${path.join(folder, "countersign.db")}`;
const everything = { statuses: [], severities: [] };
let doors: Doors;
let stores: Stores;

beforeAll(async () => {
  const { privateKey: key } = generateKeyPairSync("ed25519");
  const lock = openFileLock(path.join(folder, "signer.lock"));
  const signer = createFileSigner({ folder, logOrigin: "bench.example/log", key, lock });
  doors = await fillDatabase({ databaseUrl, dataKey, signer, cases: 200 });
  stores = await openStores({ databaseUrl, dataKey });
});
afterAll(async () => {
  await stores.close();
  rmSync(folder, { recursive: true });
});

test("everything in it is sealed", async () => {
  expect(await stores.tree.waitingCount()).toBe(0);
  expect((await stores.tree.newestCheckpoint())?.size).toBe(await stores.log.count());
});

test("a filled database is like one that the product wrote: counts, search, signals, chains", async () => {
  const { items } = await stores.cases.list({ filter: everything, limit: 500, cursor: null });
  expect(items).toHaveLength(200);
  expect(await stores.cases.total(everything)).toEqual({ total: 200, totalCapped: false });
  const unowned = items.filter(({ ownerPersonId }) => ownerPersonId === null).length;
  expect((await stores.cases.total({ ...everything, ownerPersonId: null })).total).toBe(unowned);
  const found = await stores.cases.list({
    filter: { ...everything, q: items[0]?.key ?? "" },
    limit: 5,
    cursor: null,
  });
  expect(found.items.map(({ key }) => key)).toEqual([items[0]?.key]);
  for (const { id, key } of items.slice(0, 20)) {
    expect(await stores.signals.ofCase(id, 5)).toHaveLength(1);
    const entries = await stores.log.ofChain(key, { afterN: 0, limit: 10 });
    expect(entries.map(({ hash }) => hash)).toEqual(entries.map(({ bytes }) => leafHashHex(bytes)));
    expect(await stores.log.head(key)).toMatchObject({ n: 2, hash: entries[1]?.hash });
  }
});

test("its doors are open", async () => {
  expect(await stores.sessions.byTokenHash(hashToken(doors.sessionToken))).not.toBeNull();
  expect((await stores.apiKeys.byTokenHash(hashApiKey(doors.apiKey)))?.scopes).toEqual(["cases:read"]);
});

test("stores that remember answer from memory, and from nowhere else once that is forbidden", async () => {
  const remembered = rememberAnswers(stores);
  const page = { filter: everything, limit: 50, cursor: null };
  const first = await remembered.stores.cases.list(page);
  remembered.forbidQuestions();
  expect(await remembered.stores.cases.list(page)).toBe(first);
  expect(() => remembered.stores.cases.list({ ...page, limit: 51 })).toThrow(/asked its database/);
  await remembered.stores.sessions.touch("nobody", new Date());
});
