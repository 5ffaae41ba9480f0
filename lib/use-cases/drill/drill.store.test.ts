import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { readPayload } from "#lib/domain/request-payload.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { designateDrillUser } from "./designate-drill-user.ts";
import { startDrill } from "./start-drill.ts";
import { viewDrill } from "./view-drill.ts";

async function openDrillScene() {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  const wayBack = (caseKey: string) =>
    requestAction(scene.services, scene.ana, {
      caseKey,
      action: "reactivate",
      reason: "Drill: the way back",
      causes: [],
      checklist: { personVerified: "yes", how: "A test user", credentials: "none_known" },
      idempotencyKey: uuidv7(),
    });
  return { ...scene, ada, wayBack };
}

test("a drill goes there and back through two ordinary requests, and proves the way", async () => {
  const scene = await openDrillScene();
  const { services, ana, ines, ada } = scene;
  await designateDrillUser(services, ada, { email: wendy });
  const begun = await startDrill(services, ana);
  expect((await viewDrill(services, ana)).last).toMatchObject({ result: "running", suspendKey: begun.key });

  await scene.decide(ines, begun.key);
  await scene.settle();
  expect(await scene.stateOf(scene.wendyId)).toBe("SUSPENDED");
  const back = await scene.wayBack(begun.caseKey);
  await scene.decide(ines, back.key);
  await scene.settle();
  expect(await scene.stateOf(scene.wendyId)).toBe("ACTIVE");

  const view = await viewDrill(services, ana);
  expect(view).toMatchObject({
    user: { email: wendy },
    problem: null,
    last: { result: "succeeded", suspendKey: begun.key, reactivateKey: back.key, startedBy: "Ana Ruiz" },
  });
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(2);
  for (const { key } of [begun, back]) {
    const request = await services.stores.requests.byKey(key);
    expect(readPayload(request?.payload ?? new Uint8Array())).toMatchObject({ v: 2, drill: true });
  }
});

test("the requester of a drill decides nothing in it", async () => {
  const scene = await openDrillScene();
  await designateDrillUser(scene.services, scene.ada, { email: wendy });
  const { key } = await startDrill(scene.services, scene.ines);
  await expect(scene.decide(scene.ines, key)).rejects.toMatchObject({ code: "self_approval" });
});

test("a drill that was denied failed, and another one may begin", async () => {
  const scene = await openDrillScene();
  await designateDrillUser(scene.services, scene.ada, { email: wendy });
  const first = await startDrill(scene.services, scene.ana);
  await expect(startDrill(scene.services, scene.ana)).rejects.toMatchObject({ code: "invalid_input" });
  await scene.decide(scene.ines, first.key, "deny");
  expect((await viewDrill(scene.services, scene.ana)).last).toMatchObject({ result: "failed" });
  const second = await startDrill(scene.services, scene.ana);
  expect(second.key).not.toBe(first.key);
});

test("without a designated test user there is no drill, and no member of the console is one", async () => {
  const scene = await openDrillScene();
  const { services, ana, ada } = scene;
  await expect(startDrill(services, ana)).rejects.toMatchObject({ code: "invalid_input" });
  const member = (await services.stores.people.members()).find(({ name }) => name === "Ines Lindqvist");
  await expect(designateDrillUser(services, ada, { email: member?.email ?? "" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(designateDrillUser(services, ana, { email: wendy })).rejects.toMatchObject({
    code: "role_missing",
  });
  expect((await viewDrill(services, ana)).problem).toContain("No drill");
});
