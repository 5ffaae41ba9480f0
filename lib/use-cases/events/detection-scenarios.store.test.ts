import { expect, test } from "vitest";
import { z } from "zod";
import { detections } from "#lib/domain/detections/all-detections.ts";
import { detectionScenarios, watched } from "#lib/simulator/onepassword/events/detection-scenarios.ts";
import { changeWatchList, setProvisioned } from "./detection-settings.ts";
import { viewExposure } from "./exposure.ts";
import { ownSource } from "./own-source.ts";
import { openEventsWorld } from "./test-events.ts";

const hourMs = 3_600_000;
const people = z.object({
  items: z.array(z.object({ id: z.string(), state: z.string(), role: z.string() })),
});

test("every detection has a scenario in the simulated account, and finds it by polling", async () => {
  expect(Object.keys(detectionScenarios).map((name) => `console.${name.replaceAll("_", "-")}`)).toEqual(
    detections.map(({ id }) => id),
  );
  const world = await openEventsWorld();
  const { services } = world;
  const admin = await world.person("Ada Moss", ["administrator"]);
  const lists = {
    sensitiveItems: watched.item,
    privilegedVaults: watched.vault,
    privilegedGroups: watched.group,
    riskyCountries: watched.country,
  } as const;
  for (const list of Object.keys(lists) as (keyof typeof lists)[])
    await changeWatchList(services, admin, { list, items: [lists[list]] });
  await setProvisioned(services, admin, { provisioned: true });
  await world.setUp();
  await world.catchUp();
  await world.tick(2 * hourMs);

  const { items } = people.parse(await world.control("/users?limit=60"));
  const ordinary = items.filter((one) => one.state === "ACTIVE" && one.role === "member");
  const played = Object.keys(detectionScenarios).map((name, index) => {
    const user = ordinary[index]?.id;
    if (user === undefined) throw new Error("There are too few people for every scenario.");
    return { name, user, ruleId: `console.${name.replaceAll("_", "-")}` };
  });
  for (const { name, user } of played) await world.control(`/scenarios/${name}`, { user });
  await world.catchUp();

  for (const { user, ruleId } of played) {
    const open = await services.stores.cases.openOfSubject(user);
    const signals = open ? await services.stores.signals.ofCase(open.id, 50) : [];
    const mine = signals.filter((signal) => signal.ruleId === ruleId);
    expect(mine, ruleId).toMatchObject([{ source: ownSource, format: "console", subjectId: user }]);
  }
  const taker = played.find(({ name }) => name === "secrets_after_own_grant")?.user ?? "";
  const open = await services.stores.cases.openOfSubject(taker);
  expect(await viewExposure(services, admin, { key: open?.key ?? "" })).toMatchObject({
    unknown: null,
    urgency: "many",
    vaults: expect.any(Number) as number,
  });

  const before = await services.stores.detections.counts(new Date(0));
  await world.catchUp();
  expect(await services.stores.detections.counts(new Date(0))).toEqual(before);
});
