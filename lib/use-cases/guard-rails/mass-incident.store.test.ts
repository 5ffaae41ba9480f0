import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { readExecutionControl } from "#lib/use-cases/pause-execution.ts";
import { askMassIncident, confirmMassIncident, endMassIncident } from "./mass-incident.ts";
import { openCrowd } from "./test-crowd.ts";

const minute = 60_000;
const input = { reason: "Stolen session tokens", allowed: 40, minutes: 240 };

test("a mass incident takes two people, one of them an IAM lead, a number and at most four hours", async () => {
  const world = await openCrowd();
  const { services, ana, ines } = world;
  const ada = await world.person("Ada Novak", ["administrator"]);
  const adam = await world.person("Adam Brandt", ["administrator"]);
  await expect(askMassIncident(services, ana, input)).rejects.toMatchObject({ code: "role_missing" });
  for (const wrong of [{ allowed: 0 }, { allowed: 1.5 }, { minutes: 241 }, { minutes: 0 }]) {
    await expect(askMassIncident(services, ada, { ...input, ...wrong })).rejects.toMatchObject({
      code: "invalid_input",
    });
  }
  await expect(askMassIncident(services, ada, { ...input, reason: " " })).rejects.toMatchObject({
    code: "reason_missing",
  });
  const { id } = await askMassIncident(services, ada, input);
  await expect(askMassIncident(services, ines, input)).rejects.toMatchObject({ code: "incident_exists" });
  await expect(confirmMassIncident(services, ada, { id })).rejects.toMatchObject({
    code: "second_person_needed",
  });
  await expect(confirmMassIncident(services, adam, { id })).rejects.toMatchObject({
    code: "role_missing",
    details: { needs: "IAM lead" },
  });
  await confirmMassIncident(services, ines, { id });
  expect(await services.stores.rails.openIncident()).toMatchObject({ id, used: 0, allowed: 40 });
  await endMassIncident(services, adam, { id });
  expect(await services.stores.rails.openIncident()).toBeNull();
  expect(await services.stores.rails.incident(id)).toMatchObject({ endedHow: "person" });
});

test("two accounts of one person don't make two people", async () => {
  const world = await openCrowd();
  const { services, ines } = world;
  const second = await world.person("Ines Admin", ["administrator"], "i.lindqvist@acme.example");
  const account = await services.stores.people.byId(second.personId);
  if (!account) throw new Error("The account is not there.");
  await services.stores.commit([
    services.stores.people.update({ ...account, linkedToPersonId: ines.personId }),
  ]);
  const { id } = await askMassIncident(services, ines, input);
  await expect(confirmMassIncident(services, second, { id })).rejects.toMatchObject({
    code: "second_person_needed",
  });
});

test("the database refuses an incident by one person, one longer than four hours, and a second open one", async () => {
  const { services, ines } = await openCrowd();
  const { stores, clock } = services;
  const record = {
    ...input,
    id: uuidv7(),
    used: 0,
    askedByPersonId: ines.personId,
    askedAt: clock.now(),
    confirmedByPersonId: null,
    startedAt: null,
    endsAt: null,
    endedAt: null,
    endedHow: null,
    endedByPersonId: null,
  };
  const begun = { startedAt: clock.now(), endsAt: clock.now() };
  const refused = [
    { ...record, ...begun, confirmedByPersonId: ines.personId },
    { ...record, ...begun },
    { ...record, minutes: 241 },
  ];
  for (const wrong of refused) {
    await expect(stores.commit([stores.rails.insertIncident(wrong)])).rejects.toThrow();
  }
  await stores.commit([stores.rails.insertIncident(record)]);
  await expect(stores.commit([stores.rails.insertIncident({ ...record, id: uuidv7() })])).rejects.toThrow(
    "conflict",
  );
});

test("a mass incident ends by itself: when its time is over, when its number is used up, when nobody confirms it", async () => {
  const world = await openCrowd();
  const { services, ines, ivo } = world;
  const begin = async (allowed: number, minutes: number) => {
    const { id } = await askMassIncident(services, ines, { reason: "Tokens", allowed, minutes });
    await confirmMassIncident(services, ivo, { id });
    return id;
  };
  const timed = await begin(40, 5);
  await world.pass(5 * minute);
  expect(await services.stores.rails.incident(timed)).toMatchObject({ endedHow: "time" });
  const small = await begin(1, 60);
  await world.suspend(world.crowd[0] ?? "");
  await world.pass(1_000);
  expect(await services.stores.rails.incident(small)).toMatchObject({ endedHow: "used_up", used: 1 });
  const { id } = await askMassIncident(services, ines, input);
  await world.pass(60 * minute);
  expect(await services.stores.rails.incident(id)).toMatchObject({
    endedHow: "not_confirmed",
    startedAt: null,
  });
  await expect(confirmMassIncident(services, ivo, { id })).rejects.toMatchObject({ code: "not_found" });
});

test("what the brake held goes on when a mass incident is confirmed", async () => {
  const world = await openCrowd();
  const { services, ines, ivo } = world;
  const keys: string[] = [];
  for (const email of world.crowd.slice(0, 12)) keys.push(await world.suspend(email));
  expect(await world.suspended()).toBe(10);
  const { id } = await askMassIncident(services, ines, input);
  expect((await readExecutionControl(services)).state).toBe("paused");
  await confirmMassIncident(services, ivo, { id });
  await world.pass(1_000);
  expect(await world.suspended()).toBe(12);
  expect(await services.stores.rails.incident(id)).toMatchObject({ used: 2 });
  expect(await world.types("installation")).toContain("execution.resumed");
});

test("forty subjects are asked for and decided one by one within an incident: nothing blocked, all of it in the log", async () => {
  const world = await openCrowd();
  const { services, ana, ines, ivo } = world;
  const { id } = await askMassIncident(services, ines, input);
  await confirmMassIncident(services, ivo, { id });
  const startedAt = performance.now();
  const requests = [];
  for (const email of world.crowd.slice(0, 40)) requests.push(await world.ask(ana, email));
  for (const { key } of requests) await world.decide(ines, key);
  await world.settle();
  const ends = await Promise.all(requests.map(({ key }) => services.stores.requests.byKey(key)));
  const others = ends.filter((request) => request?.status !== "succeeded");
  expect(others.map((request) => [request?.snapshot.email, request?.status, request?.outcome])).toEqual([]);
  expect(await world.suspended()).toBe(40);
  for (const { key, caseKey } of requests) {
    expect(await world.statusOf(key)).toBe("succeeded");
    expect(await world.types(caseKey)).toEqual(
      expect.arrayContaining(["request.submitted", "request.approved", "call.intended", "outcome.settled"]),
    );
  }
  expect(await services.stores.rails.incident(id)).toMatchObject({ used: 40 });
  expect((await readExecutionControl(services)).state).toBe("running");
  expect(performance.now() - startedAt).toBeLessThan(10 * minute);
  // Used up: the next one waits for the brake's own count again, and is sent as the first of it.
  await world.pass(1_000);
  await world.suspend(world.crowd[40] ?? "");
  expect(await world.suspended()).toBe(41);
}, 60_000);
