import { expect, test } from "vitest";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { defaultGuardRails } from "#lib/domain/guard-rails.ts";
import { claimRequest } from "#lib/use-cases/execution/claim-request.ts";
import { pauseExecution, readExecutionControl, resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { changeRails, confirmRails, declineRails } from "./change-rails.ts";
import { askMassIncident, confirmMassIncident } from "./mass-incident.ts";
import { readRails } from "./read-rails.ts";
import { openCrowd } from "./test-crowd.ts";

const minute = 60_000;

test("the brake stops execution at the suspension that is one too many; two people lift it, and nothing is lost", async () => {
  const world = await openCrowd();
  const keys: string[] = [];
  for (const email of world.crowd.slice(0, 11)) keys.push(await world.suspend(email));
  expect(await world.suspended()).toBe(10);
  expect(await world.statusOf(keys[10] ?? "")).toBe("approved");
  expect(await readExecutionControl(world.services)).toMatchObject({
    state: "paused",
    byPersonId: null,
    brake: true,
    reason: expect.stringContaining("More than 10 suspensions within 10 minutes") as string,
  });
  await world.pass(minute);
  expect(await world.suspended()).toBe(10);

  await resumeExecution(world.services, world.ines, { reason: "All of them were meant" });
  await world.pass(1_000);
  expect(await world.suspended()).toBe(10);
  await resumeExecution(world.services, world.ivo, { reason: "Checked as well" });
  await world.pass(1_000);
  expect(await world.statusOf(keys[10] ?? "")).toBe("succeeded");
  expect(await world.suspended()).toBe(11);
  // Lifted, it counts anew: ten more may go.
  for (const email of world.crowd.slice(11, 20)) await world.suspend(email);
  expect(await world.suspended()).toBe(20);
  expect((await readExecutionControl(world.services)).state).toBe("running");
});

test("what was claimed longer ago than the brake's minutes counts no more, and a reactivation never counts", async () => {
  const world = await openCrowd();
  world.services.rails = { ...defaultGuardRails({ demo: false }), brakeMost: 2 };
  for (const email of world.crowd.slice(0, 2)) await world.suspend(email);
  await world.pass(10 * minute + 1);
  const [first = ""] = world.crowd;
  const back = await world.ask(world.ana, first, "reactivate");
  await world.decide(world.ines, back.key);
  await world.settle();
  expect(await world.statusOf(back.key)).toBe("succeeded");
  for (const email of world.crowd.slice(2, 4)) await world.suspend(email);
  expect(await world.suspended()).toBe(4);
  expect((await readExecutionControl(world.services)).state).toBe("running");
});

test("claimers at the same moment never pass the brake together", async () => {
  const world = await openCrowd();
  const { services, ana, ines, ivo } = world;
  services.rails = { ...defaultGuardRails({ demo: false }), brakeMost: 4 };
  await pauseExecution(services, ines, { reason: "Until all are approved" });
  const waiting = [];
  for (const email of world.crowd.slice(0, 12)) {
    const request = await world.ask(ana, email);
    await world.decide(ines, request.key);
    waiting.push(request);
  }
  await world.settle();
  await resumeExecution(services, ines, { reason: "All are approved" });
  await resumeExecution(services, ivo, { reason: "Yes" });
  const executor = makeSystemActor("executor");
  const claimed = await Promise.all(waiting.map(({ id }) => claimRequest(services, executor, id)));
  expect(claimed.filter((request) => request !== null)).toHaveLength(4);
  expect((await readExecutionControl(services)).state).toBe("paused");
  expect((await world.types("installation")).filter((type) => type === "execution.paused")).toHaveLength(2);
});

test("one person asks for so many suspensions an hour and no more, and approves so many, unless an incident raises it", async () => {
  const world = await openCrowd();
  const { services, ana, ines, ivo, crowd } = world;
  services.rails = { ...defaultGuardRails({ demo: false }), suspensionsPerPersonHour: 2 };
  const olga = await world.person("Olga Third", ["analyst"]);
  await world.suspend(crowd[0] ?? "");
  await world.suspend(crowd[1] ?? "");
  await expect(world.ask(ana, crowd[2] ?? "")).rejects.toMatchObject({
    code: "suspension_limit",
    status: 429,
    details: { seconds: "3600" },
  });
  // Somebody else may ask, and an approver's own number is used up then too: the request waits, it isn't lost.
  const third = await world.ask(olga, crowd[2] ?? "");
  await expect(world.decide(ines, third.key)).rejects.toMatchObject({ code: "suspension_limit" });
  expect(await world.statusOf(third.key)).toBe("pending");
  // Reactivating isn't limited.
  await world.ask(ana, crowd[0] ?? "", "reactivate");
  const { id } = await askMassIncident(services, ines, { reason: "Stolen tokens", allowed: 5, minutes: 60 });
  await confirmMassIncident(services, ivo, { id });
  await world.decide(ines, third.key);
  await world.settle();
  expect(await world.statusOf(third.key)).toBe("succeeded");
  await world.suspend(crowd[3] ?? "");
  expect(await world.suspended()).toBe(4);
  await world.pass(61 * minute);
  const later = await world.ask(ana, crowd[4] ?? "");
  expect(later.status).toBe("pending");
});

test("stricter rails count at once, looser ones when a second person confirms them", async () => {
  const world = await openCrowd();
  const { services } = world;
  const ada = await world.person("Ada Novak", ["administrator"]);
  const before = await readRails(services);
  const stricter = { ...before, brakeMost: 5 };
  await expect(changeRails(services, world.ines, { rails: stricter, reason: "x" })).rejects.toMatchObject({
    code: "role_missing",
  });
  expect(await changeRails(services, ada, { rails: stricter, reason: "Small team" })).toEqual({
    inForce: true,
  });
  const looser = { ...stricter, brakeMost: 50 };
  expect(await changeRails(services, ada, { rails: looser, reason: "Larger team" })).toEqual({
    inForce: false,
  });
  expect(await readRails(services)).toEqual(stricter);
  await expect(confirmRails(services, ada)).rejects.toMatchObject({ code: "second_person_needed" });
  await confirmRails(services, world.ines);
  expect(await readRails(services)).toEqual(looser);
  await changeRails(services, ada, { rails: { ...looser, brakeMost: 90 }, reason: "Even larger" });
  await declineRails(services, world.ivo);
  await expect(confirmRails(services, world.ines)).rejects.toMatchObject({ code: "not_found" });
  expect(await readRails(services)).toEqual(looser);
});

test("a minute's limit counts over all who share the database, and begins again when it is over", async () => {
  const { services, pass } = await openCrowd();
  const { rails } = services.stores;
  const one = () =>
    rails.countRate({ name: "actions", who: "somebody", now: services.clock.now(), perMs: minute });
  const counts = await Promise.all(Array.from({ length: 20 }, one));
  expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(new Set(counts.map(({ endsAt }) => endsAt.getTime())).size).toBe(1);
  const other = { name: "actions", who: "other", now: services.clock.now() };
  expect(await rails.rate(other)).toBeNull();
  await pass(minute);
  expect(await rails.rate({ ...other, who: "somebody", now: services.clock.now() })).toBeNull();
  expect((await one()).count).toBe(1);
});
