import { expect, test } from "vitest";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";

test("an approver who lost the role before the claim counts no more: nothing is sent", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const { stores } = scene.services;
  const started: (() => Promise<unknown>)[] = [];
  scene.services.start = (task) => void started.push(task);
  await scene.decide(scene.ines, request.key);
  const ines = await stores.people.byId(scene.ines.personId);
  if (!ines) throw new Error("Ines is not there.");
  await stores.commit([stores.people.update({ ...ines, roles: ["analyst"] })]);
  for (const task of started) await task();
  expect(await stores.requests.byKey(request.key)).toMatchObject({
    status: "stale",
    staleDifference: "an approver no longer has the role",
  });
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);
});

test("who approved survives the removal of their account", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const { stores, clock } = scene.services;
  const ines = await stores.people.byId(scene.ines.personId);
  if (!ines) throw new Error("Ines is not there.");
  await stores.commit([stores.people.update({ ...ines, roles: [], disabledAt: clock.now() })]);
  await scene.pass(60_000);
  expect(await stores.requests.votes(request.id)).toMatchObject([
    { personId: scene.ines.personId, decision: "approve", digest: request.digest },
  ]);
  expect(await scene.statusOf(request.key)).toBe("succeeded");
});
