import { expect, test } from "vitest";
import { snoozeCase, wakeCase, wakeCases } from "./snooze-case.ts";
import { openScene, wendy } from "./test-scene.ts";
import { viewQueue, viewQueueCounts } from "./view-queue.ts";
import { changeSeverity } from "./work-case.ts";

const hourMs = 3_600_000;

async function open() {
  const scene = await openScene();
  const { services, ana } = scene;
  const { caseKey } = await scene.signal(wendy, { severity: "medium" });
  const key = caseKey ?? "";
  const until = new Date(services.clock.now().getTime() + 24 * hourMs);
  const snooze = () => snoozeCase(services, ana, { caseKey: key, until, wakeAt: "high" });
  const list = async (snoozed: boolean) => {
    const query = { statuses: [], severities: [], owner: "anybody" as const, q: "", limit: 50, cursor: null };
    const page = await viewQueue(services, ana, { ...query, snoozed });
    expect(page.total).toBe(page.items.length);
    return page.items.map((row) => row.key);
  };
  const found = async () => {
    const record = await services.stores.cases.byKey(key);
    if (!record) throw new Error(`${key} is not there.`);
    return record;
  };
  return { ...scene, key, snooze, list, found };
}

test("a snoozed case is listed and counted apart, and one open case is still all that its subject has", async () => {
  const { services, ana, key, snooze, list, signal } = await open();
  await snooze();
  expect([await list(false), await list(true)]).toEqual([[], [key]]);
  expect(await viewQueueCounts(services, ana)).toMatchObject({ open: 0, snoozed: 1, all: 1 });
  // What comes meanwhile is recorded in it.
  expect((await signal(wendy, { title: "Another", severity: "low" })).caseKey).toBe(key);
  expect([await list(false), await list(true)]).toEqual([[], [key]]);
});

test("it wakes with a signal of its severity, with an entry", async () => {
  const { snooze, signal, found, list, key, types } = await open();
  await snooze();
  await signal(wendy, { title: "Worse", severity: "high" });
  expect(await found()).toMatchObject({ snoozedUntil: null, severity: "high" });
  expect([await list(false), await list(true)]).toEqual([[key], []]);
  expect((await types(key)).slice(-3)).toEqual(["signal.received", "case.changed", "case.changed"]);
});

test("it wakes when its time has come, once, and when somebody wakes it", async () => {
  const { services, ana, key, snooze, found, pass, types } = await open();
  await snooze();
  expect(await wakeCases(services)).toBe(0);
  await pass(25 * hourMs);
  expect(await wakeCases(services)).toBe(1);
  expect(await found()).toMatchObject({ snoozedUntil: null });
  expect(await wakeCases(services)).toBe(0);
  const before = await types(key);
  await wakeCase(services, ana, { caseKey: key });
  expect(await types(key)).toEqual(before);
});

test("asking for an action wakes it, and nothing is snoozed while a request is open or by who may not work", async () => {
  const { services, ana, aud, ask, snooze, found, key } = await open();
  await snooze();
  await ask(ana, wendy);
  expect(await found()).toMatchObject({ snoozedUntil: null, status: "awaiting_approval" });
  await expect(snooze()).rejects.toMatchObject({ code: "case_has_open_request" });
  const until = new Date(services.clock.now().getTime() + hourMs);
  await expect(snoozeCase(services, aud, { caseKey: key, until, wakeAt: "low" })).rejects.toMatchObject({
    code: "role_missing",
  });
});

test("a severity that a person set stays, whatever comes; until then it is the highest signal's", async () => {
  const { services, ana, key, signal, found } = await open();
  await signal(wendy, { title: "Worse", severity: "high" });
  expect(await found()).toMatchObject({ severity: "high" });
  await expect(
    changeSeverity(services, ana, { caseKey: key, severity: "low", reason: " " }),
  ).rejects.toMatchObject({
    code: "reason_missing",
  });
  await changeSeverity(services, ana, { caseKey: key, severity: "low", reason: "A test of ours" });
  await signal(wendy, { title: "Worst", severity: "critical" });
  expect(await found()).toMatchObject({ severity: "low", severityByPerson: true, signalCount: 3 });
});
