import { expect, test } from "vitest";
import type { ExceptionKind } from "#lib/domain/audit.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { fresh, playPeriod, scopeOf } from "./test-period.ts";
import { viewEntriesOfType } from "./view-entries.ts";
import { countExceptions, viewExceptions } from "./view-exceptions.ts";
import { viewPopulation } from "./view-population.ts";

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
    // This log has no anchor at all.
    anchored_late: 1,
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
  await scene.signal(wendy, { title: "Never sealed" });
  await scene.pass(61_000);
  expect((await countExceptions(services, aud, scope)).sealed_late).toBe(2);
  await services.seal.sealNow(10_000);
  await scene.pass(16 * 60_000);
  const waiting = await viewExceptions(services, aud, scope, { kind: "anchored_late", ...page });
  expect(waiting.page).toMatchObject({
    total: 2,
    items: [{ what: expect.stringContaining("The anchor file doesn’t have the checkpoint") }, {}],
  });
  const seals = await viewExceptions(services, aud, scope, { kind: "sealed_late", ...page });
  expect(seals.page.items.at(-1)).toMatchObject({ what: expect.stringContaining("90 s") });
});

test("a number that the log knows and no request has is a gap, one that nothing knows is unused", async () => {
  const scene = await openScene();
  await scene.ask(scene.ana, wendy);
  await scene.services.stores.nextNumber("request");
  await playPeriod(scene);
  const scope = await scopeOf(scene);
  const { completeness } = await viewPopulation(scene.services, scene.aud, scope, { ...page, end: null });
  expect(completeness).toMatchObject({ gaps: 0, unusedTotal: 1, lost: [] });
  expect(completeness.unused).toHaveLength(1);
});
