import { expect, test } from "vitest";
import { watchSuspended } from "#lib/use-cases/watch-suspended.ts";
import { openEventsWorld } from "./test-events.ts";

const minuteMs = 60_000;

/** Kenji, about whom nothing is known yet, seen by both witnesses; either can be left out. */
async function openWatchedWorld() {
  const world = await openEventsWorld();
  await world.setUp();
  await world.catchUp();
  const kenji = await world.userId("kenji.arakawa@acme.example");
  const look = async () => {
    await world.tick(minuteMs);
    await watchSuspended(world.services);
  };
  await look();
  const poll = () => world.catchUp(["auditevents"]);
  const titles = async (userId = kenji) =>
    (await world.outsideSignals(userId)).map(({ title }) => title.split(" ")[0] ?? "").toSorted();
  return { ...world, kenji, look, poll, titles };
}

test("a suspension behind the console's back is a signal under the person's case after one poll", async () => {
  const world = await openWatchedWorld();
  await world.change(world.kenji, "SUSPENDED");
  await world.poll();
  const [signal, ...others] = await world.outsideSignals(world.kenji);
  expect(others).toEqual([]);
  expect(signal).toMatchObject({
    format: "console",
    ruleId: "console.changed-outside",
    severity: "medium",
    subjectId: world.kenji,
    confidence: null,
  });
  const found = await world.services.stores.cases.openOfSubject(world.kenji);
  // The entry, and the new reading: the state before and after stand in the case.
  expect(await world.types(found?.key ?? "")).toEqual(["case.opened", "signal.received", "state.observed"]);
  expect((await world.services.stores.subjects.byId(world.kenji))?.state).toBe("SUSPENDED");
  // However often it is read again, it stays one.
  await world.poll();
  expect(await world.titles()).toEqual(["Suspended"]);
});

test("without the Events API the list of suspended people shows it within one look", async () => {
  const world = await openWatchedWorld();
  await world.change(world.kenji, "SUSPENDED");
  await world.look();
  expect(await world.titles()).toEqual(["Suspended"]);
  await world.change(world.kenji, "ACTIVE");
  await world.look();
  expect(await world.titles()).toEqual(["Reactivated", "Suspended"]);
  await world.look();
  expect(await world.titles()).toEqual(["Reactivated", "Suspended"]);
});

test.each([
  ["the event first", ["poll", "look"]],
  ["the list first", ["look", "poll"]],
  ["both twice", ["look", "poll", "look", "poll"]],
] as const)("one change is one signal, whoever sees it: %s", async (_, order) => {
  const world = await openWatchedWorld();
  await world.change(world.kenji, "SUSPENDED");
  for (const one of order) await world[one]();
  expect(await world.titles()).toEqual(["Suspended"]);
  await world.tick(10 * minuteMs);
  await world.change(world.kenji, "ACTIVE");
  for (const one of order) await world[one]();
  expect(await world.titles()).toEqual(["Reactivated", "Suspended"]);
});

test("what the console does itself is no signal, whoever 1Password says acted", async () => {
  const world = await openWatchedWorld();
  await world.arm("actor_other");
  for (const action of ["suspend", "reactivate"] as const) {
    const request = await world.ask(world.ana, "kenji.arakawa@acme.example", action);
    await world.decide(world.ines, request.key);
    await world.settle();
    expect(await world.statusOf(request.key)).toBe("succeeded");
    await world.poll();
    await world.look();
    await world.tick(10 * minuteMs);
    await world.poll();
    await world.look();
  }
  expect(await world.titles()).toEqual([]);
});

test("an answer that was lost leaves our own change ours", async () => {
  const world = await openWatchedWorld();
  await world.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  const request = await world.ask(world.ana, "kenji.arakawa@acme.example");
  await world.decide(world.ines, request.key);
  await world.settle();
  await world.poll();
  await world.look();
  expect(await world.titles()).toEqual([]);
});

test("one call of ours explains one change: the same done once more outside is a signal", async () => {
  const world = await openWatchedWorld();
  const request = await world.ask(world.ana, "kenji.arakawa@acme.example");
  await world.decide(world.ines, request.key);
  await world.settle();
  await world.change(world.kenji, "ACTIVE");
  await world.change(world.kenji, "SUSPENDED");
  await world.poll();
  expect(await world.titles()).toEqual(["Reactivated", "Suspended"]);
});

test("a call of ours that was refused explains nothing", async () => {
  const world = await openWatchedWorld();
  await world.control("/faults", { match: { op: "suspend" }, fault: "last_owner" });
  const request = await world.ask(world.ana, "kenji.arakawa@acme.example");
  await world.decide(world.ines, request.key);
  await world.settle();
  expect(await world.statusOf(request.key)).toBe("refused");
  await world.change(world.kenji, "SUSPENDED");
  await world.poll();
  expect(await world.titles()).toEqual(["Suspended"]);
});

test("who is on the list at the first look, or was deleted, changed nothing", async () => {
  const world = await openEventsWorld();
  const freja = await world.userId("freja.holmgaard@acme.example");
  await watchSuspended(world.services);
  await world.tick(minuteMs);
  await world.control(`/users/${freja}`, { gone: true });
  await watchSuspended(world.services);
  expect(await world.outsideSignals(freja)).toEqual([]);
});

test("what happened before polling was set up is baseline and no signal", async () => {
  const world = await openEventsWorld();
  const kenji = await world.userId("kenji.arakawa@acme.example");
  await world.change(kenji, "SUSPENDED");
  await world.tick(minuteMs);
  await world.setUp();
  await world.catchUp();
  expect(await world.outsideSignals(kenji)).toEqual([]);
  expect((await world.all("auditevents")).filter(({ userId }) => userId === kenji)).toMatchObject([
    { baseline: true },
  ]);
});
