import { describe, expect, it } from "vitest";
import { z } from "zod";
import { detections } from "#lib/domain/detections/all-detections.ts";
import { changeWatchList, switchDetection } from "./detection-settings.ts";
import { openEventsWorld } from "./test-events.ts";
import { tryDetection } from "./try-detection.ts";
import { viewDetections } from "./view-detections.ts";

const dayMs = 86_400_000;

async function openWatched() {
  const world = await openEventsWorld();
  const admin = await world.person("Ada Moss", ["administrator"]);
  await world.setUp();
  await world.catchUp();
  const entries = async () =>
    (await world.services.stores.log.ofChain("installation", { afterN: 0, limit: 1_000 })).length;
  return { ...world, admin, entries };
}

describe("a trial", () => {
  it("of every detection files nothing, counts the events, and writes nothing", async () => {
    const world = await openWatched();
    const before = await world.entries();
    for (const { id, streams } of detections) {
      const trial = await tryDetection(world.services, world.aud, { ruleId: id });
      expect(trial, id).toMatchObject({ ruleId: id, capped: false });
      const counts = await Promise.all(streams.map(async (stream) => (await world.all(stream)).length));
      expect(trial.events, id).toBe(counts.reduce((sum, count) => sum + count, 0));
    }
    expect(await world.services.stores.cases.counts()).toEqual([]);
    expect(await world.services.stores.detections.counts(new Date(0))).toEqual(new Map());
    expect(await world.entries()).toBe(before);
  });

  it("finds what the rule then files, repetitions told once, also while it is off", async () => {
    const world = await openWatched();
    await world.tick(60_000);
    const rule = { ruleId: "console.unusual-client" };
    const odd = (app_name: string) =>
      world.emit("signinattempts", {
        category: "success",
        type: "credentials_ok",
        target_user: { uuid: world.wendyId, email: "wendy.appleseed@acme.example" },
        client: { app_name, ip_address: "198.51.100.7" },
      });
    for (const app of ["op-dump", "op-dump", "other"]) await odd(app);
    await world.catchUp(["signinattempts"]);
    await world.tick(60_000);
    await switchDetection(world.services, world.admin, { ...rule, on: false });
    const trial = await tryDetection(world.services, world.ana, rule);
    expect(trial).toMatchObject({ found: 2, people: 1 });
    expect(trial.examples[0]).toMatchObject({ who: "Wendy Appleseed" });
    expect((await world.services.stores.detections.counts(new Date(0))).get(rule.ruleId)).toBe(trial.found);
  });

  it("takes a list that isn't saved, and refuses one that can't be", async () => {
    const world = await openWatched();
    const [used] = await world.all("itemusages");
    const item = z.string().parse(used?.body["item_uuid"]);
    const rule = { ruleId: "console.sensitive-item-used" };
    expect(await tryDetection(world.services, world.ana, rule)).toMatchObject({ found: 0 });
    const trial = await tryDetection(world.services, world.ana, { ...rule, items: [item] });
    expect(trial.found).toBeGreaterThan(0);
    await expect(
      tryDetection(world.services, world.ana, { ...rule, items: ["two words"] }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    const view = await viewDetections(world.services, world.ana);
    expect(view.lists.sensitiveItems).toEqual([]);
  });

  it("looks 30 days back and no further", async () => {
    const world = await openWatched();
    const trial = () => tryDetection(world.services, world.ana, { ruleId: "console.new-address" });
    expect((await trial()).events).toBeGreaterThan(0);
    await world.tick(31 * dayMs);
    expect(await trial()).toMatchObject({ events: 0, found: 0, from: null });
  });

  it("of an unknown detection is refused", async () => {
    const world = await openWatched();
    await expect(tryDetection(world.services, world.ana, { ruleId: "console.none" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the detections' page", () => {
  it("says what is on, what waits for a list, and what can't be watched", async () => {
    const world = await openWatched();
    const rows = async () => {
      const view = await viewDetections(world.services, world.admin);
      return new Map(view.rows.map((row) => [row.id, row]));
    };
    expect((await rows()).get("console.sensitive-item-used")).toMatchObject({
      on: true,
      blind: "Waits for a list: sensitive items",
    });
    expect((await rows()).get("console.new-address")).toMatchObject({ on: true, blind: null });
    await changeWatchList(world.services, world.admin, { list: "sensitiveItems", items: ["abc"] });
    expect((await rows()).get("console.sensitive-item-used")?.blind).toBeNull();
    await world.tick(2 * 3_600_000);
    expect((await rows()).get("console.new-address")?.blind).toContain("were last read at");
  });

  it("says that nothing is watched where no events are read, and who may change it", async () => {
    const world = await openEventsWorld();
    const view = await viewDetections(world.services, world.ana);
    expect(view.unread).toContain("isn’t connected");
    expect(view.change).toMatchObject({ allowed: false, code: "role_missing" });
  });
});
