import { expect, test } from "vitest";
import { sha256Hex } from "#lib/log/hashes.ts";
import { defaultRetention } from "#lib/domain/personal-data.ts";
import { installationChain, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { applyRetention } from "#lib/use-cases/personal-data/apply-retention.ts";
import { setLegalHold } from "#lib/use-cases/personal-data/legal-hold.ts";
import { changeRetention, readRetention } from "#lib/use-cases/personal-data/retention-settings.ts";
import { checkedChain } from "./test-invariants.ts";
import { openErasureScene, verifyAll } from "./test-erasure.ts";

const monthMs = 31 * 24 * 3_600_000;

test("after its period a closed case loses bodies, call details and keys; number and digest of what went are entries", async () => {
  const scene = await openErasureScene();
  const { services, request, benCase, wendyId } = scene;
  const { stores } = services;
  await scene.close(request.caseKey);
  const holder = subjectHolder(request.accountId, wendyId);
  const [key, signals] = [
    await stores.keys.forHolder(holder),
    await stores.signals.ofCase((await stores.cases.byKey(request.caseKey))?.id ?? "", 10),
  ];
  await scene.pass(12 * monthMs);
  await applyRetention(services);
  expect(await stores.signals.raw(signals[0]?.id ?? "")).not.toBeNull();

  await scene.pass(2 * monthMs);
  while ((await applyRetention(services)).more);
  for (const { id } of signals) expect(await stores.signals.raw(id)).toBeNull();
  const digest = sha256Hex(
    new TextEncoder().encode(
      signals
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ rawSha256 }) => `${rawSha256}\n`)
        .join(""),
    ),
  );
  const told = (await checkedChain(scene, request.caseKey))
    .filter(({ type }) => type === "data.deleted")
    .map(({ facts }) => facts);
  expect(told).toEqual([
    { what: "raw_signals", count: String(signals.length), digest },
    expect.objectContaining({ what: "call_details", count: "1" }),
  ]);
  const [attempt] = await stores.requests.attempts(request.id);
  expect(attempt?.answer).toMatchObject({ kind: "answered", status: 200, message: null, path: null });
  // The key went, and with it every text; the person goes on being one of the directory.
  expect(await stores.keys.byKid(key.kid)).toBeNull();
  expect((await stores.requests.byId(request.id))?.reason).toBe("(erased)");
  expect(await stores.subjects.byId(wendyId)).toMatchObject({ name: "Wendy Appleseed", erasedAt: null });
  // A case that is open keeps everything, however old.
  const [open] = await stores.signals.ofCase((await stores.cases.byKey(benCase))?.id ?? "", 1);
  expect(await stores.signals.raw(open?.id ?? "")).not.toBeNull();
  // What nobody could be linked with goes as well.
  expect(await stores.signals.deadLetterCount()).toBe(0);
  expect((await stores.signals.unlinked(10)).map(({ title }) => title)).toEqual(["(erased)"]);
  const { answers } = await verifyAll(scene);
  expect(answers).toMatchObject(answers.map(() => ({ status: 0 })));
  expect(await applyRetention(services)).toEqual({ more: false });
});

test("what is under a legal hold stays, whatever the period", async () => {
  const scene = await openErasureScene();
  const { services, ines, request, wendyId } = scene;
  await scene.close(request.caseKey);
  await setLegalHold(services, ines, { userId: wendyId, caseKey: request.caseKey, reason: "A lawsuit" });
  await scene.pass(30 * monthMs);
  await applyRetention(services);
  expect(await scene.types(request.caseKey)).not.toContain("data.deleted");
  expect((await services.stores.requests.byId(request.id))?.reason).not.toBe("(erased)");
});

test("only an administrator changes the periods, and old and new ones are in the log", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines } = scene;
  const shorter = { ...defaultRetention, rawSignalMonths: 2 };
  await expect(changeRetention(services, ines, shorter)).rejects.toMatchObject({ code: "role_missing" });
  await expect(
    changeRetention(services, ada, { ...defaultRetention, rawSignalMonths: 0 }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  await changeRetention(services, ada, shorter);
  expect(await readRetention(services)).toEqual(shorter);
  const [entry] = (await checkedChain(scene, installationChain)).filter(
    ({ facts }) => facts["name"] === "retention",
  );
  expect([entry?.before, entry?.after]).toEqual([
    "raw signals 13 months, call details 13 months, subject keys 13 months, backups 90 days",
    "raw signals 2 months, call details 13 months, subject keys 13 months, backups 90 days",
  ]);
});

test("events of 1Password are kept for 120 days, those of somebody under a hold for longer", async () => {
  const scene = await openErasureScene();
  const { services, ines, request } = scene;
  const { stores } = services;
  const since = new Date(0);
  const all = async () =>
    stores.events.between("auditevents", since, new Date(services.clock.now().getTime() + 1));
  await setLegalHold(services, ines, {
    userId: request.subjectId,
    caseKey: null,
    reason: "A court may ask for it",
  });
  await scene.pass(119 * 24 * 3_600_000);
  await applyRetention(services);
  expect(await all()).toHaveLength(2);
  await scene.pass(2 * 24 * 3_600_000);
  await applyRetention(services);
  expect((await all()).map(({ userId }) => userId)).toEqual([request.subjectId]);
  const told = (await checkedChain(scene, installationChain)).filter(
    ({ facts }) => facts["what"] === "account_events",
  );
  expect(told.map(({ facts }) => facts["count"])).toEqual(["1"]);
});
