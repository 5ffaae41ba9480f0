import { expect, test } from "vitest";
import { previewRequest } from "#lib/use-cases/preview-request.ts";
import { openEventsWorld } from "./test-events.ts";
import { viewMeanwhile } from "./view-meanwhile.ts";

const wendy = "wendy.appleseed@acme.example";

/** Wendy, suspended through the console; then her account is changed. */
async function openChangedWorld({ watched }: { watched: boolean }) {
  const world = await openEventsWorld();
  if (watched) {
    await world.setUp();
    await world.catchUp();
  }
  await world.control("/scenarios/account_changes", { user: world.wendyId });
  await world.tick(60_000);
  const request = await world.ask(world.ana, wendy);
  await world.decide(world.ines, request.key);
  await world.settle();
  await world.tick(60_000);
  await world.control("/scenarios/account_changes", { user: world.wendyId });
  if (watched) await world.catchUp();
  return { ...world, request };
}

test("the form of a reactivation lists what happened since the suspension, newest first, and nothing from before", async () => {
  const world = await openChangedWorld({ watched: true });
  const { meanwhile } = await previewRequest(world.services, world.ana, {
    caseKey: world.request.caseKey,
    action: "reactivate",
  });
  expect(meanwhile?.events.map(({ kind, what }) => [kind, what])).toEqual([
    ["recovery", "Account recovery begun"],
    ["device", "An old device deauthorised"],
    ["factor", "Second factor switched off"],
    ["vault", "Given access to a vault"],
    ["group", "Added to a group as a manager of it"],
    ["state", "Suspended"],
  ]);
  expect(meanwhile?.events[0]?.by).toMatch(/Aldine|Vance/u);
  expect(meanwhile).toMatchObject({ more: 0, since: expect.any(String) as string });
});

test("where the events aren't read, the form says that nobody was watching", async () => {
  const world = await openChangedWorld({ watched: false });
  const { meanwhile } = await previewRequest(world.services, world.ana, {
    caseKey: world.request.caseKey,
    action: "reactivate",
  });
  expect(meanwhile).toMatchObject({ watchedFrom: null, watchedUntil: null, events: [] });
});

test("a suspension's form has no such list", async () => {
  const world = await openEventsWorld();
  const { caseKey } = await world.signal(wendy);
  const { meanwhile } = await previewRequest(world.services, world.ana, {
    caseKey: caseKey ?? "",
    action: "suspend",
  });
  expect(meanwhile).toBeNull();
});

test("what nobody knows yet is told in 1Password's own words, and where nobody knows the suspension, the last days", async () => {
  const world = await openEventsWorld();
  await world.setUp();
  await world.catchUp();
  await world.emit("auditevents", {
    action: "trvlaway",
    object_type: "user",
    object_uuid: world.wendyId,
    actor_uuid: world.wendyId,
  });
  await world.catchUp();
  const seen = await viewMeanwhile(world.services, world.wendyId);
  expect(seen.since).toBeNull();
  expect(seen.events[0]).toMatchObject({ kind: "other", what: "1Password’s event “user trvlaway”" });
});
