import { expect, test } from "vitest";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";

/** Wendy suspended long ago, and a reactivation of hers that was applied but whose answer is lost. */
async function openWithLostReactivation() {
  const scene = await openScene();
  const suspension = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, suspension.key);
  await scene.settle();
  // Until the readings that watch for drift are over.
  for (const ms of [31_000, 6 * 60_000]) await scene.pass(ms);
  const back = await scene.ask(scene.ana, wendy, "reactivate");
  await scene.control("/faults", { match: { op: "reactivate" }, fault: "apply_then_status" });
  const fresh = { ines: again(scene.ines), ivo: again(scene.ivo) };
  await scene.decide(fresh.ines, back.key);
  await scene.settle();
  expect(await scene.statusOf(back.key)).toBe("unknown");
  const caseStatus = async () => (await scene.services.stores.cases.byKey(back.caseKey))?.status;
  return { ...scene, ...fresh, back, caseStatus };

  function again<T extends object>(person: T) {
    return { ...person, authTime: scene.services.clock.now() };
  }
}

test("a suspension that took over and was refused doesn't leave the case contained", async () => {
  const scene = await openWithLostReactivation();
  const again = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "last_owner" });
  await scene.decide(scene.ivo, again.key);
  await scene.settle();
  expect([await scene.statusOf(scene.back.key), await scene.statusOf(again.key)]).toEqual([
    "superseded",
    "refused",
  ]);
  expect(await scene.stateOf(scene.wendyId)).toBe("ACTIVE");
  expect(await scene.caseStatus()).toBe("triage");
});

test("a suspension taken back after a reactivation succeeded doesn't leave the case contained", async () => {
  const scene = await openWithLostReactivation();
  const again = await scene.ask(scene.ana, wendy);
  await scene.pass(1_000);
  await scene.pass(2_000);
  expect(await scene.statusOf(scene.back.key)).toBe("succeeded");
  await withdrawRequest(scene.services, scene.ana, { requestKey: again.key, reason: "All is well" });
  expect(await scene.stateOf(scene.wendyId)).toBe("ACTIVE");
  expect(await scene.caseStatus()).toBe("triage");
});

test("a user who was taken over is free again, though the suspension was taken back", async () => {
  const scene = await openWithLostReactivation();
  const again = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "get", skip: 1 }, fault: "unknown_state" });
  await scene.decide(scene.ivo, again.key);
  await scene.settle();
  const held = await scene.services.stores.requests.byKey(again.key);
  expect(held).toMatchObject({ status: "approved", holdsUser: true, overtook: true });
  await withdrawRequest(scene.services, scene.ana, { requestKey: again.key, reason: "Too much" });
  await scene.pass(110_000);
  expect(await scene.services.stores.requests.holder(scene.wendyId)).toBeNull();
});
