import { expect, test } from "vitest";
import { openScene } from "#lib/use-cases/test-scene.ts";
import { createIntegrationWatch } from "./watch-integrations.ts";

const hour = 3_600_000;

async function openWatched() {
  const scene = await openScene();
  const { stores, clock, ids } = scene.services;
  await stores.commit([
    stores.webhooks.insertTarget({
      id: ids.next(),
      name: "pager",
      kind: "standard",
      url: "https://pager.example/x",
      place: "https://pager.example",
      secret: null,
      events: ["integration.failing"],
      enabled: true,
      privateHost: false,
      createdAt: clock.now(),
      lastDeliveredAt: null,
      lastError: null,
    }),
  ]);
  const looks = (watch: ReturnType<typeof createIntegrationWatch>) => (ok: boolean) =>
    watch([{ name: "1Password look-up", ok }]);
  const waiting = async () => (await stores.webhooks.counts()).waiting;
  return { ...scene, open: () => looks(createIntegrationWatch(scene.services)), waiting };
}

test("a part that fails twice in a row is told once, and again after it had worked", async () => {
  const { open, waiting } = await openWatched();
  const look = open();
  await look(false);
  await look(true);
  await look(false);
  expect(await waiting()).toBe(0);
  await look(false);
  await look(false);
  expect(await waiting()).toBe(1);
  await look(true);
  await look(false);
  await look(false);
  expect(await waiting()).toBe(2);
});

test("two processes that see the same failure tell it once; what still fails after hours is told again", async () => {
  const { open, waiting, pass } = await openWatched();
  const [one, other] = [open(), open()];
  for (let n = 0; n < 3; n++) await Promise.all([one(false), other(false)]);
  expect(await waiting()).toBe(1);
  await pass(6 * hour);
  await Promise.all([one(false), other(false)]);
  expect(await waiting()).toBe(2);
});
