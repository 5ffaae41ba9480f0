import { expect, test } from "vitest";
import { eventStreams } from "#lib/domain/account-event.ts";
import { createEventsPoller } from "./poll-events.ts";
import { setUpEvents } from "./set-up-events.ts";
import { openEventsWorld } from "./test-events.ts";

const dayMs = 24 * 3_600_000;

/** What the account holds, counted by stream. */
async function held(world: Awaited<ReturnType<typeof openEventsWorld>>): Promise<Record<string, number>> {
  const said = (await world.control("/events")) as Record<string, { count: number }>;
  return Object.fromEntries(Object.entries(said).map(([stream, { count }]) => [stream, count]));
}

async function kept(world: Awaited<ReturnType<typeof openEventsWorld>>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const stream of eventStreams) counts[stream] = (await world.all(stream)).length;
  return counts;
}

test("the first start reads everything of the last days once, as baseline, and then asks every ten seconds", async () => {
  const world = await openEventsWorld({ limit: 20 });
  await world.setUp();
  const waits = await world.catchUp();
  expect(await kept(world)).toEqual(await held(world));
  for (const stream of eventStreams) {
    expect((await world.all(stream)).every(({ baseline }) => baseline)).toBe(true);
  }
  expect(waits.filter((waitMs) => waitMs > 0)).toEqual([10_000, 10_000, 10_000]);
  expect(await world.services.stores.events.cursors()).toMatchObject(
    eventStreams.toSorted().map((stream) => ({ stream, mode: "on", lastError: null })),
  );
});

test("after downtime nothing is lost and nothing is there twice", async () => {
  const world = await openEventsWorld({ limit: 10 });
  await world.setUp();
  await world.catchUp();
  await world.tick(dayMs);
  for (let n = 0; n < 35; n += 1) await world.emit("auditevents", { action: "view", object_type: "item" });
  await setUpEvents(world.services, world.api);
  await world.catchUp();
  expect(await kept(world)).toEqual(await held(world));
  expect((await world.all("auditevents")).filter(({ baseline }) => !baseline)).toHaveLength(35);
});

test.each([
  ["duplicate", {}],
  ["reordered", {}],
  ["empty_page_has_more", {}],
  ["cursor_invalid", {}],
  ["actor_other", {}],
  ["status", { code: 500 }],
  ["status", { code: 502, body: "<html>" }],
  ["status", { code: 400 }],
  ["retry_after", { value: "2" }],
  ["reset_before_apply", {}],
  ["truncated_json", {}],
  ["html_200", {}],
  ["empty_body", {}],
  ["big_body", { bytes: 5 * 1024 * 1024 }],
  ["redirect", {}],
  ["delay", { ms: 1_500 }],
])("under the fault %s nothing is filed twice or lost", async (fault, args) => {
  const world = await openEventsWorld({ limit: 10 });
  await world.setUp();
  await world.catchUp(["auditevents"]);
  for (let n = 0; n < 25; n += 1) await world.emit("auditevents", { action: "view", object_type: "item" });
  await world.arm(fault, args, { skip: 1, times: 1 });
  // A failed page asks for a pause; here the next try comes at once.
  for (let round = 0; round < 3; round += 1) await world.catchUp(["auditevents"]);
  const events = await world.all("auditevents");
  expect(events.length).toBe((await held(world))["auditevents"]);
  expect(events.filter(({ baseline }) => !baseline)).toHaveLength(25);
  expect(await world.services.stores.events.pending(100)).toEqual([]);
  expect((await world.services.stores.events.cursor("auditevents"))?.lastError).toBeNull();
});

test("events that come late come all the same", async () => {
  const world = await openEventsWorld();
  await world.setUp();
  await world.catchUp(["auditevents"]);
  await world.emit("auditevents", { action: "view", object_type: "item" });
  await world.arm("late", { ms: 60_000 });
  await world.catchUp(["auditevents"]);
  expect((await world.all("auditevents")).length).toBe(((await held(world))["auditevents"] ?? 0) - 1);
  await world.tick(61_000);
  await world.catchUp(["auditevents"]);
  expect((await world.all("auditevents")).length).toBe((await held(world))["auditevents"]);
});

test("a page that 1Password never fills loses its own events and none after them", async () => {
  const world = await openEventsWorld();
  await world.setUp();
  await world.catchUp(["auditevents"]);
  await world.emit("auditevents", { action: "view", object_type: "item" });
  await world.arm("missing");
  await world.catchUp(["auditevents"]);
  await world.emit("auditevents", { action: "export", object_type: "vault" });
  await world.catchUp(["auditevents"]);
  const actions = (await world.all("auditevents")).filter(({ baseline }) => !baseline);
  expect(actions.map(({ body }) => body["action"])).toEqual(["export"]);
});

test("after an error it waits 30 seconds, doubling to 10 minutes; after a 429 as long as it was told", async () => {
  const world = await openEventsWorld();
  await world.setUp();
  await world.arm("status", { code: 500 }, { times: 7 });
  const waits: number[] = [];
  for (let n = 0; n < 7; n += 1) waits.push(await world.poller.poll("auditevents"));
  expect(waits.map((waitMs) => waitMs / 1_000)).toEqual([30, 60, 120, 240, 480, 600, 600]);
  await world.arm("retry_after", { value: "7" });
  expect(await world.poller.poll("auditevents")).toBe(7_000);
  await world.catchUp(["auditevents"]);
  await world.arm("status", { code: 500 });
  expect(await world.poller.poll("auditevents")).toBe(30_000);
});

test("a refused token stops polling and says so; a good one goes on where it was", async () => {
  const world = await openEventsWorld();
  await world.setUp();
  await world.catchUp();
  const fresh = (await world.control("/events-tokens", { revokeOthers: true })) as { token: string };
  expect(await world.poller.poll("auditevents")).toBeGreaterThan(0);
  const { events } = world.services.stores;
  expect(await events.cursor("auditevents")).toMatchObject({
    mode: "rejected",
    lastError: expect.stringContaining("Issue a new one") as string,
  });
  await world.emit("auditevents", { action: "view", object_type: "item" });
  const api = world.connect(fresh.token);
  await setUpEvents(world.services, api);
  const poller = createEventsPoller(world.services, api);
  while ((await poller.poll("auditevents")) === 0);
  expect(await events.cursor("auditevents")).toMatchObject({ mode: "on", lastError: null });
  expect((await world.all("auditevents")).filter(({ baseline }) => !baseline)).toHaveLength(1);
});

test("a stream that the token lacks is off, and no error", async () => {
  const world = await openEventsWorld();
  const { token } = (await world.control("/events-tokens", { features: ["auditevents"], days: 10 })) as {
    token: string;
  };
  await setUpEvents(world.services, world.connect(token));
  const cursors = await world.services.stores.events.cursors();
  expect(cursors.map(({ stream, mode, lastError }) => [stream, mode, lastError])).toEqual([
    ["auditevents", "on", null],
    ["itemusages", "off", null],
    ["signinattempts", "off", null],
  ]);
  const expiresAt = Date.parse(cursors[0]?.token?.expiresAt ?? "");
  expect(Math.round((expiresAt - Date.now()) / dayMs)).toBe(10);
});

test("two processes that poll at once keep each event once", async () => {
  const world = await openEventsWorld({ limit: 7 });
  await world.setUp();
  const other = createEventsPoller(world.services, world.connect());
  const both = [world.poller, other].map(async (poller) => {
    for (let n = 0; n < 60; n += 1) if ((await poller.poll("auditevents")) === 10_000) return;
  });
  await Promise.all(both);
  expect((await world.all("auditevents")).length).toBe((await held(world))["auditevents"]);
});

test("what a crash left unhandled is handled by the next round", async () => {
  const world = await openEventsWorld();
  await world.setUp();
  await world.catchUp();
  const kenji = await world.userId("kenji.arakawa@acme.example");
  await world.change(kenji, "SUSPENDED");
  // The page is committed, and then the process is gone.
  const { stores, clock } = world.services;
  const before = await stores.events.cursor("auditevents");
  if (before === null) throw new Error("There is no cursor.");
  const page = await world.api.page("auditevents", { cursor: before.cursor ?? "" });
  if (!page.ok) throw new Error(page.message);
  const now = clock.now();
  await stores.commit([
    ...stores.events.insert(
      page.events.map((event) => ({
        ...event,
        stream: "auditevents" as const,
        at: event.at ?? now,
        receivedAt: now,
        baseline: false,
      })),
    ),
    stores.events.updateCursor(before, { ...before, cursor: page.cursor }),
  ]);
  expect(await world.outsideSignals(kenji)).toEqual([]);
  await world.catchUp(["auditevents"]);
  expect(await world.outsideSignals(kenji)).toHaveLength(1);
});
