import { expect, test } from "vitest";
import { sha256Hex } from "#lib/log/hashes.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { drawSample } from "./draw-sample.ts";
import { exportList } from "./export-list.ts";
import { asked, playPeriod, scopeOf } from "./test-period.ts";
import { viewCarriedOut, viewDecisions, viewMachines, viewMembers } from "./view-access.ts";
import { countExceptions } from "./view-exceptions.ts";
import { viewPopulation } from "./view-population.ts";
import { viewRecord } from "./view-record.ts";

const page = { limit: 50, cursor: null };

test("the same seed over the same population draws the same sample, as anybody can who reads the rule", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  const played = await playPeriod(scene);
  const scope = await scopeOf(scene);
  const draw = (seed: string, order: "random" | "risk" = "random") =>
    drawSample(services, aud, scope, { seed, order, n: 3, end: null });
  const sample = await draw("seed-1");
  const keys = [played.suspended, played.denied, played.expired, played.own, played.reactivated].map(
    ({ key }) => key,
  );
  const byHand = keys.toSorted((a, b) => (sha256Hex(`seed-1\n${a}`) < sha256Hex(`seed-1\n${b}`) ? -1 : 1));
  expect(sample.items.map(({ key }) => key)).toEqual(byHand.slice(0, 3));
  expect(await draw("seed-1")).toEqual(sample);
  expect(sample).toMatchObject({
    population: 5,
    fingerprint: sha256Hex(keys.toSorted().join("\n")),
    problem: null,
  });
  const orders = await Promise.all(
    ["a", "b", "c", "d", "e", "f"].map(async (seed) => (await draw(seed)).items.map(({ key }) => key).join()),
  );
  expect(new Set(orders).size, "another seed draws another sample").toBeGreaterThan(1);
  const risky = await draw("seed-1", "risk");
  expect(risky.items[0]).toMatchObject({
    key: played.reactivated.key,
    exceptions: ["unverified_reactivation", "credentials_unchecked"],
  });
  expect(risky.items[2]?.exceptions).toHaveLength(1);
});

test("the record of a request says who did what, how they were signed in, and that its bytes still hold", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  const played = await playPeriod(scene);
  const scope = await scopeOf(scene);
  const query = { ...asked({ seed: "s", n: 200 }), request: played.suspended.key };
  const record = await viewRecord(services, aud, scope, query);
  expect(record.contexts.map(({ person, did }) => [person, did])).toEqual([
    ["Ana Ruiz", "asked"],
    ["Ines Lindqvist", "approved"],
  ]);
  expect(record).toMatchObject({
    digestHolds: true,
    exceptions: ["fast_decision"],
    undoneBy: { key: played.reactivated.key },
    place: { of: 5 },
  });
  expect(record.entries.every(({ hashHolds }) => hashHolds)).toBe(true);
  expect(record.entries.map(({ type }) => type)).toContain("call.answered");
  const { place } = record;
  const walked = [played.suspended.key];
  for (let next = place?.next ?? null; next !== null;) {
    walked.push(next);
    next = (await viewRecord(services, aud, scope, { ...query, request: next })).place?.next ?? null;
  }
  expect(walked.length).toBe(5 - (place?.position ?? 0) + 1);
  await expect(viewRecord(services, aud, scope, { ...query, request: "REQ-1" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the reports on access say who asked and decided, who was changed, who may, and which machines", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  const played = await playPeriod(scene);
  const scope = await scopeOf(scene);
  const matrix = await viewDecisions(services, aud, scope);
  expect(matrix.people.map(({ name }) => name)).toEqual(["Ines Lindqvist", "Ivo Marek"]);
  expect(matrix.rows).toMatchObject([
    {
      requester: { name: "Ana Ruiz" },
      cells: [
        { approved: 1, denied: 0 },
        { approved: 1, denied: 1 },
      ],
    },
  ]);
  const changes = await viewCarriedOut(services, aud, scope, page);
  expect(changes.total).toBe(2);
  expect(changes.items).toMatchObject([
    { key: played.reactivated.key, daysSuspended: null },
    {
      key: played.suspended.key,
      reason: "Token used from two countries",
      requester: "Ana Ruiz",
      deciders: ["Ines Lindqvist"],
      daysSuspended: 0,
      stateNow: { state: "ACTIVE" },
      review: { status: "done" },
    },
  ]);
  const members = await viewMembers(services, aud, scope);
  expect(members.map(({ name }) => name)).toEqual([
    "Ana Ruiz",
    "Aud Chen",
    "Imani Osei",
    "Ines Lindqvist",
    "Ivo Marek",
  ]);
  const machines = await viewMachines(services, aud);
  expect(machines.applications).toHaveLength(3);
});

test("that two accounts were one person all along shows in the report, also where they were linked later", async () => {
  const scene = await openScene();
  const { services, aud, ana, ines } = scene;
  const request = await scene.ask(ana, wendy);
  await scene.decide(ines, request.key);
  await scene.settle();
  const account = await services.stores.people.byId(ines.personId);
  if (!account) throw new Error("The account is not there.");
  await services.stores.commit([
    services.stores.people.update({ ...account, linkedToPersonId: ana.personId }),
  ]);
  const matrix = await viewDecisions(services, aud, await scopeOf(scene));
  expect(matrix).toMatchObject({
    people: [{ id: ana.personId }],
    rows: [{ requester: { id: ana.personId }, cells: [{ approved: 1, denied: 0 }] }],
  });
  const narrowed = await scopeOf(scene, { by: ana.personId, decider: ana.personId });
  const { rows } = await viewPopulation(services, aud, narrowed, { ...page, end: null });
  expect(
    rows.items.map(({ key }) => key),
    "and the figure has its rows",
  ).toEqual([request.key]);
});

test("taking a list along is an entry; a list that is too long is refused, and nothing is exported", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  await playPeriod(scene);
  const installation = { version: "1.2.3", node: "v24" };
  const exported = async () =>
    (await scene.types("installation")).filter((type) => type === "evidence.exported").length;
  for (const list of ["population", "decisions", "changes", "members", "machines"] as const) {
    const report = await exportList(services, aud, { list, query: asked(), installation });
    expect(report.columns.length, list).toBeGreaterThan(1);
    expect(
      report.rows.every((row) => row.length === report.columns.length),
      list,
    ).toBe(true);
  }
  expect(await exported()).toBe(5);
  const sample = await exportList(services, aud, {
    list: "sample",
    query: asked({ seed: "s", n: 2 }),
    installation,
  });
  expect(sample.rows).toHaveLength(2);
  expect(Object.fromEntries(sample.provenance)).toMatchObject({
    Seed: "s",
    Rows: 2,
    Product: "Countersign 1.2.3, Node v24",
    "Exported by": "Aud Chen",
  });
  expect(await exported()).toBe(6);
  for (const list of ["population", "changes", "entries"] as const) {
    await expect(
      exportList(services, aud, { list, query: asked(), installation, most: 1 }),
      list,
    ).rejects.toMatchObject({ code: "export_too_large" });
  }
  expect(await exported(), "a refused export is none").toBe(6);
});

test("who may not audit gets none of it", async () => {
  const scene = await openScene();
  const { services, ana } = scene;
  const scope = await scopeOf(scene);
  const refused = { code: "role_missing" };
  await expect(viewPopulation(services, ana, scope, { ...page, end: null })).rejects.toMatchObject(refused);
  await expect(countExceptions(services, ana, scope)).rejects.toMatchObject(refused);
  await expect(viewMembers(services, ana, scope)).rejects.toMatchObject(refused);
  await expect(
    exportList(services, ana, {
      list: "members",
      query: asked(),
      installation: { version: "1", node: "v24" },
    }),
  ).rejects.toMatchObject(refused);
});
