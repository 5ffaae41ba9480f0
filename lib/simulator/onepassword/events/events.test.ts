import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type OnePassword, startOnePassword } from "#lib/simulator/onepassword/server.ts";
import { callAs, control, idOf, startForTest } from "#lib/simulator/onepassword/test-caller.ts";
import type { WireEvent } from "./event.ts";

interface Page {
  items: WireEvent[];
  cursor: string;
  has_more: boolean;
}

async function post(account: OnePassword, path: string, body: object, token = account.eventsToken) {
  return fetch(`${account.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function page(account: OnePassword, stream: string, body: object): Promise<Page> {
  const answer = await post(account, `/api/v2/${stream}`, body);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}

async function all(account: OnePassword, stream: string, first: object = { limit: 50 }) {
  let read = await page(account, stream, first);
  const items = [...read.items];
  while (read.has_more) {
    read = await page(account, stream, { cursor: read.cursor });
    items.push(...read.items);
  }
  return { items, cursor: read.cursor };
}

const introspect = (account: OnePassword, path: string, token = account.eventsToken) =>
  fetch(`${account.url}${path}`, { headers: { authorization: `Bearer ${token}` } });

test("both introspections tell of the token, each in its own words", async () => {
  const account = await startForTest();
  const features = ["signinattempts", "itemusages", "auditevents"];
  expect(await (await introspect(account, "/api/v2/auth/introspect")).json()).toMatchObject({
    features,
    account_uuid: account.accountId,
  });
  expect(await (await introspect(account, "/api/auth/introspect")).json()).toMatchObject({
    UUID: expect.any(String) as string,
    Features: features,
  });
});

test("two weeks are there from the start, the same for one beginning, every event once over all pages", async () => {
  const account = await startForTest();
  for (const stream of ["signinattempts", "itemusages", "auditevents"]) {
    const { items, cursor } = await all(account, stream);
    expect(items.length).toBeGreaterThan(5);
    expect(items.length).toBeLessThan(1_000);
    expect(new Set(items.map(({ uuid }) => uuid)).size).toBe(items.length);
    // Caught up: the same cursor goes on, and there is nothing.
    expect(await page(account, stream, { cursor })).toEqual({ items: [], cursor, has_more: false });
  }
});

test("start_time and end_time bound a stream, the end excluded", async () => {
  const account = await startForTest();
  const { items } = await all(account, "signinattempts");
  const times = items.map(({ timestamp }) => timestamp as string).toSorted();
  const [from, until] = [times[5] ?? "", times[20] ?? ""];
  const some = await all(account, "signinattempts", { limit: 7, start_time: from, end_time: until });
  expect(some.items.map(({ timestamp }) => timestamp)).toEqual(times.slice(5, 20));
});

test.each([
  ["a limit above 1000", { limit: 1_001 }],
  ["a limit of 0", { limit: 0 }],
  ["a cursor of somebody else's making", { cursor: "abc" }],
  ["a time that is none", { start_time: "yesterday" }],
])("%s is 400 with the API's error object", async (_, body) => {
  const answer = await post(await startForTest(), "/api/v2/auditevents", body);
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { Error: { Message: expect.any(String) as string } },
  ]);
});

test("a change that was applied is told once, after a while; one that changed nothing is not", async () => {
  const account = await startForTest();
  const wendy = await idOf(account, "Wendy");
  const { cursor } = await all(account, "auditevents");
  await control(account, "/modes", { eventDelayMs: 60_000 });
  const suspender = await callAs(account, "suspend");
  await suspender.act(wendy, "suspend");
  await suspender.act(wendy, "suspend");
  expect((await page(account, "auditevents", { cursor })).items).toEqual([]);
  await control(account, "/modes", { clockOffsetMs: 61_000 });
  const { items } = await all(account, "auditevents", { cursor });
  expect(items).toMatchObject([
    { action: "suspend", object_type: "user", object_uuid: wendy, actor_type: "application" },
  ]);
  await control(account, "/modes", { eventDelayMs: 0 });
  await control(account, `/users/${wendy}`, { state: "ACTIVE" });
  const after = await all(account, "auditevents", { cursor });
  expect(after.items[1]).toMatchObject({ action: "reactive", object_uuid: wendy, actor_type: "user" });
});

test("the first generation leaves out what it doesn't know", async () => {
  const account = await startForTest();
  const answer = await post(account, "/api/v1/auditevents", { limit: 1 });
  const { items } = (await answer.json()) as Page;
  expect(items[0]).toHaveProperty("actor_uuid");
  expect(items[0]).not.toHaveProperty("actor_type");
});

test("a token is good for its features and its time, and no other one is", async () => {
  const account = await startForTest();
  const token = await control<{ token: string }>(account, "/events-tokens", {
    days: 1,
    features: ["auditevents"],
  });
  const ask = async (stream: string, secret: string) =>
    (await post(account, `/api/v2/${stream}`, {}, secret)).status;
  expect(await ask("auditevents", token.token)).toBe(200);
  expect(await ask("itemusages", token.token)).toBe(401);
  expect(await ask("auditevents", "eyJhbGciOiJub25lIn0.e30.")).toBe(401);
  await control(account, "/modes", { clockOffsetMs: 2 * 86_400_000 });
  expect(await ask("auditevents", token.token)).toBe(401);
  await control(account, "/events-tokens", { revokeOthers: true });
  expect(await ask("auditevents", account.eventsToken)).toBe(401);
});

test("above its rate the API answers 429 with when to come again", async () => {
  const account = await startForTest();
  await control(account, "/modes", { eventsPerMinute: 2 });
  const answers = [];
  for (let n = 0; n < 3; n += 1) answers.push(await post(account, "/api/v2/auditevents", { limit: 1 }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(answers[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(answers[2]?.headers.get("ratelimit-limit")).toBe("2");
});

test("after a restart token, events and cursors are what they were", async () => {
  const folder = mkdtempSync(join(tmpdir(), "onepassword-events-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, "account.jsonl");
  const first = await startOnePassword({ port: 0, people: 60, stateFile });
  const wendy = await idOf(first, "Wendy");
  await control(first, "/modes", { eventDelayMs: 0 });
  await control(first, "/events", {
    stream: "auditevents",
    event: { action: "export", object_type: "vault" },
  });
  await control(first, `/users/${wendy}`, { state: "SUSPENDED" });
  await control(first, "/scenarios/account_changes", { user: wendy });
  const half = await page(first, "auditevents", { limit: 10 });
  const before = await all(first, "auditevents", { cursor: half.cursor });
  await first.close();
  const second = await startForTest({ stateFile });
  expect(second.eventsToken).toBe(first.eventsToken);
  expect(await all(second, "auditevents", { cursor: half.cursor })).toEqual(before);
  expect(before.items.slice(-7).map(({ action }) => action)).toEqual([
    "export",
    "suspend",
    "join",
    "grant",
    "disblmfa",
    "deolddev",
    "beginr",
  ]);
});

test("each fault of events does what its name says, and loses nothing unless it says so", async () => {
  const account = await startForTest();
  const arm = (fault: string, args = {}) =>
    control(account, "/faults", { match: { op: "events" }, fault, args });
  const honest = await page(account, "auditevents", { limit: 3 });
  await arm("missing");
  expect(await page(account, "auditevents", { limit: 3 })).toEqual({ ...honest, items: [] });
  await arm("duplicate");
  expect((await page(account, "auditevents", { limit: 3 })).items).toHaveLength(6);
  await arm("reordered");
  expect((await page(account, "auditevents", { limit: 3 })).items).toEqual(honest.items.toReversed());
  await arm("empty_page_has_more");
  expect(await page(account, "auditevents", { cursor: honest.cursor })).toEqual({
    items: [],
    cursor: honest.cursor,
    has_more: true,
  });
  await arm("cursor_invalid");
  expect((await post(account, "/api/v2/auditevents", { cursor: honest.cursor })).status).toBe(400);
  await arm("late", { ms: 60_000 });
  expect(await page(account, "auditevents", { cursor: honest.cursor })).toMatchObject({ items: [] });
  await control(account, "/modes", { clockOffsetMs: 61_000 });
  expect((await page(account, "auditevents", { cursor: honest.cursor })).items).not.toEqual([]);
  await arm("actor_other");
  expect((await page(account, "auditevents", { limit: 1 })).items[0]).toMatchObject({ actor_type: "user" });
});
