import { expect, test } from "vitest";
import type { ExceptionKind } from "#lib/domain/audit.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import { viewCase } from "#lib/use-cases/view-case.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { drawSample } from "./draw-sample.ts";
import { exportList } from "./export-list.ts";
import { asked, fresh, playPeriod, scopeOf } from "./test-period.ts";
import { viewCarriedOut, viewDecisions, viewMachines, viewMembers } from "./view-access.ts";
import { viewEntriesOfType } from "./view-entries.ts";
import { countExceptions, viewExceptions } from "./view-exceptions.ts";
import { viewPopulation } from "./view-population.ts";
import { viewRecord } from "./view-record.ts";

const page = { limit: 50, cursor: null };

test("every request of a period is counted once, by what became of it, and every figure has its rows", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  const played = await playPeriod(scene);
  const scope = await scopeOf(scene);
  const { counts, completeness, rows } = await viewPopulation(services, aud, scope, { ...page, end: null });
  expect(counts).toMatchObject({
    requests: 5,
    suspensions: 4,
    reactivations: 1,
    byStatus: { succeeded: 2, denied: 1, expired: 1, pending: 1 },
    approvals: 2,
    selfApprovalsBlocked: 1,
    decisionsRefused: 1,
    signInsRefused: 0,
    simulated: 0,
    carriedOut: { suspend: 1, reactivate: 1 },
  });
  expect(rows.total).toBe(5);
  expect(rows.items.map(({ key }) => key)).toEqual(
    [played.reactivated, played.own, played.expired, played.denied, played.suspended].map(({ key }) => key),
  );
  expect(rows.items.find(({ key }) => key === played.denied.key)).toMatchObject({
    requester: "Ana Ruiz",
    deciders: ["Ivo Marek"],
    decisionMs: 10_000,
  });
  expect(completeness).toMatchObject({ gaps: 0, lost: [], unopened: [], brokenChains: [] });
  expect(completeness.sealed).toBeLessThanOrEqual(completeness.entries);
  expect(completeness.entries).toBe(await services.stores.log.count());

  for (const [end, total] of [
    ["succeeded", 2],
    ["open", 1],
    ["withdrawn", 0],
  ] as const) {
    const narrowed = await viewPopulation(services, aud, scope, { ...page, end });
    expect(narrowed.rows.total, end).toBe(total);
    expect(narrowed.counts.requests, "the figures are of the population, not of the rows").toBe(5);
  }
  const refused = await viewEntriesOfType(services, aud, scope, {
    ...page,
    type: "decision.refused",
    code: "self_approval",
  });
  expect(refused).toMatchObject({ total: 1, items: [{ requestKey: played.own.key }] });
  expect(
    await viewEntriesOfType(services, aud, scope, { ...page, type: "request.approved", code: null }),
  ).toMatchObject({ total: 2 });
});

test("the population is narrowed by action, by who asked and by who decided, and ends at the period's days", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  const { imani } = await playPeriod(scene);
  const total = async (given: Parameters<typeof scopeOf>[1]) => {
    const scope = await scopeOf(scene, given);
    return (await viewPopulation(services, aud, scope, { ...page, end: null })).counts.requests;
  };
  expect(await total({ action: "reactivate" })).toBe(1);
  expect(await total({ by: imani.personId })).toBe(1);
  expect(await total({ decider: scene.ivo.personId })).toBe(2);
  expect(await total({ by: scene.ana.personId, decider: scene.ines.personId })).toBe(1);
  expect(await total({ period: "own", from: "2020-01-01", to: "2020-12-31" })).toBe(0);
  const today = services.clock.now().toISOString().slice(0, 10);
  const yesterday = new Date(services.clock.now().getTime() - 86_400_000).toISOString().slice(0, 10);
  expect(await total({ period: "own", from: yesterday, to: today })).toBe(5);
});

test("pages of the population follow one another without a row lost or twice", async () => {
  const scene = await openScene();
  await playPeriod(scene);
  const scope = await scopeOf(scene);
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const { rows } = await viewPopulation(scene.services, scene.aud, scope, { limit: 2, cursor, end: null });
    keys.push(...rows.items.map(({ key }) => key));
    cursor = rows.nextCursor;
  } while (cursor !== null);
  expect(keys).toHaveLength(5);
  expect(new Set(keys).size).toBe(5);
});

test("the tool finds its exceptions by itself, and lists the rows of each", async () => {
  const scene = await openScene();
  const { services, aud, control } = scene;
  const played = await playPeriod(scene);
  await control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  const uncertain = await scene.ask(scene.ana, wendy);
  await scene.pass(5_000);
  await scene.decide(fresh(scene, scene.ines), uncertain.key);
  await scene.settle();
  expect(await scene.statusOf(uncertain.key)).toBe("unknown");

  const scope = await scopeOf(scene);
  const counts = await countExceptions(services, aud, scope);
  expect(counts).toEqual({
    fast_decision: 1,
    unverified_reactivation: 1,
    credentials_unchecked: 1,
    uncertain: 1,
    expired: 1,
    time_limit_missed: 0,
    changed_outside: 0,
    clock_went_back: 0,
    sealed_late: counts.sealed_late,
    anchored_late: 0,
  });
  const keysOf = async (kind: ExceptionKind) => {
    const rows = await viewExceptions(services, aud, scope, { kind, ...page });
    return rows.page.items.map((row) => ("key" in row ? row.key : row.requestKey));
  };
  expect(await keysOf("fast_decision")).toEqual([played.suspended.key]);
  expect(await keysOf("unverified_reactivation")).toEqual([played.reactivated.key]);
  expect(await keysOf("credentials_unchecked")).toEqual([played.reactivated.key]);
  expect(await keysOf("uncertain")).toEqual([uncertain.key]);
  expect(await keysOf("expired")).toEqual([played.expired.key]);
});

test("what changed outside the console, too late a containment and a clock that went back are exceptions", async () => {
  const scene = await openScene();
  const { services, aud, control } = scene;
  const filed = await scene.signal(wendy);
  await scene.pass(2 * 3_600_000);
  const late = await scene.ask(scene.ana, wendy);
  await scene.pass(5_000);
  await scene.decide(fresh(scene, scene.ines), late.key);
  await scene.settle();
  // Somebody reactivates her elsewhere: the reading some time after the success finds it.
  await control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  await scene.pass(30 * 60_000);
  await scene.pass(-60_000);
  await scene.signal(wendy, { title: "While the clock was behind" });

  const scope = await scopeOf(scene);
  const counts = await countExceptions(services, aud, scope);
  expect(counts.time_limit_missed).toBe(1);
  expect(counts.changed_outside).toBeGreaterThanOrEqual(1);
  expect(counts.clock_went_back).toBeGreaterThanOrEqual(1);
  const outside = await viewExceptions(services, aud, scope, { kind: "changed_outside", ...page });
  expect(outside.page.items[0]).toMatchObject({ chain: filed.caseKey });
});

test("an entry that waited for its seal and a checkpoint that waited for its anchor are exceptions", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  await services.seal.sealNow(10_000);
  await scene.signal(wendy);
  await scene.pass(90_000);
  await services.seal.sealNow(10_000);
  const newest = await services.stores.tree.newestCheckpoint();
  await services.stores.commit([
    services.stores.tree.addReceipt({
      anchor: "file",
      epoch: 1,
      size: newest?.size ?? 0,
      at: new Date(services.clock.now().getTime() + 20 * 60_000),
    }),
  ]);
  const scope = await scopeOf(scene);
  const counts = await countExceptions(services, aud, scope);
  expect(counts.sealed_late).toBe(1);
  expect(counts.anchored_late).toBe(1);
  const seals = await viewExceptions(services, aud, scope, { kind: "sealed_late", ...page });
  expect(seals.page.items[0]).toMatchObject({ what: expect.stringContaining("90 s") });
});

test("a number that the log knows and no request has is a gap, one that nothing knows is unused", async () => {
  const scene = await openScene();
  await scene.ask(scene.ana, wendy);
  await scene.services.stores.nextNumber("request");
  const [other = ""] = [(await playPeriod(scene)).first];
  expect(other).not.toBe("");
  const scope = await scopeOf(scene);
  const { completeness } = await viewPopulation(scene.services, scene.aud, scope, { ...page, end: null });
  expect(completeness).toMatchObject({ gaps: 0, unusedTotal: 1, lost: [] });
  expect(completeness.unused).toHaveLength(1);
});

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
  const filed = await scene.signal(wendy);
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
  expect(await viewCase(services, ana, { key: filed.caseKey ?? "" })).toBeTruthy();
});
