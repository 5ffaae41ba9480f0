import { expect, test } from "vitest";
import { nobody } from "#lib/domain/signal.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import { detachSignal } from "#lib/use-cases/detach-signal.ts";
import { linkCase } from "#lib/use-cases/link-case.ts";
import { linkSignal } from "#lib/use-cases/link-signal.ts";
import { partSubject } from "#lib/use-cases/part-subject.ts";
import { previewRequest } from "#lib/use-cases/preview-request.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { closeCase } from "#lib/use-cases/work-case.ts";
import { linkWaiting } from "./link-waiting.ts";

const stranger = "stranger@elsewhere.example";

async function open() {
  const scene = await openScene();
  const { services } = scene;
  const { stores, directory, clock } = services;
  /** The directory's copy learns somebody, as a listing would. */
  const learn = async (userId: string, email: string) => {
    await stores.subjects.saveReading(directory.host.accountId, {
      userId,
      email,
      name: "Somebody New",
      state: "ACTIVE",
      rawState: "ACTIVE",
      readAt: clock.now(),
    });
    return linkWaiting(services);
  };
  const byKey = async (key: string | null) => {
    const found = await stores.cases.byKey(key ?? "");
    if (!found) throw new Error(`${key} is not there.`);
    return found;
  };
  return { ...scene, stores, learn, byKey };
}

test("a case that is linked to nobody offers no action, and says why", async () => {
  const { services, ana, signal, byKey } = await open();
  const { caseKey } = await signal(stranger);
  expect(isUnlinkedId((await byKey(caseKey)).subjectId)).toBe(true);
  const key = caseKey ?? "";
  const preview = await previewRequest(services, ana, { caseKey: key, action: "suspend" });
  expect(preview.blocked).toBe(true);
  expect(preview.gates.map(({ text }) => text).join(" ")).toContain("Nobody in 1Password");
  const asked = {
    caseKey: key,
    action: "suspend" as const,
    reason: "x",
    causes: [],
    idempotencyKey: "k-12345678",
  };
  await expect(requestAction(services, ana, asked)).rejects.toMatchObject({ code: "subject_not_linked" });
});

test("signals under one key share the case, whatever the letters' case; twins in Unicode forms don't", async () => {
  const { signal } = await open();
  const first = await signal("Zo\u00eb@elsewhere.example", { title: "a" });
  const second = await signal(" ZO\u00cb@Elsewhere.example ", { title: "b" });
  const twin = await signal("Zoe\u0308@elsewhere.example", { title: "c" });
  const kelvin = await signal("mar\u212a@elsewhere.example", { title: "d" });
  const mark = await signal("mark@elsewhere.example", { title: "e" });
  expect(second.caseKey).toBe(first.caseKey);
  expect(new Set([first, twin, kelvin, mark].map(({ caseKey }) => caseKey)).size).toBe(4);
});

test("a case links itself once the directory knows its address, with an entry", async () => {
  const { signal, learn, byKey, types, services } = await open();
  const { caseKey } = await signal(stranger);
  expect(await learn("NEWCOMER1", stranger)).toBe(1);
  expect((await byKey(caseKey)).subjectId).toBe("NEWCOMER1");
  expect((await types(caseKey ?? "")).at(-1)).toBe("case.changed");
  const next = await signal(stranger, { title: "Another" });
  expect(next.caseKey).toBe(caseKey);
  expect(await services.stores.signals.byId(next.signalId)).toMatchObject({
    subjectId: "NEWCOMER1",
    joinKey: "email",
  });
});

test("who has an open case already takes the signals over; the other case closes and points there", async () => {
  const { signal, learn, byKey, stores, services } = await open();
  const unknown = await signal(stranger, { severity: "critical" });
  await stores.subjects.saveReading(services.directory.host.accountId, {
    userId: "NEWCOMER1",
    email: "other@elsewhere.example",
    name: "Somebody New",
    state: "ACTIVE",
    rawState: "ACTIVE",
    readAt: services.clock.now(),
  });
  const known = await signal("other@elsewhere.example", { severity: "low", title: "Known" });
  await learn("NEWCOMER1", stranger);
  expect(await byKey(unknown.caseKey)).toMatchObject({
    status: "closed",
    mergedInto: known.caseKey,
    subjectId: "NEWCOMER1",
    signalCount: 0,
  });
  const into = await byKey(known.caseKey);
  expect(into).toMatchObject({ signalCount: 2, severity: "critical", status: "new" });
  const held = await stores.signals.ofCase(into.id, 10);
  expect(held.map(({ id }) => id).sort()).toEqual([unknown.signalId, known.signalId].sort());
  // The merged one is never opened again.
  const next = await signal(stranger, { title: "Later" });
  expect(next.caseKey).toBe(known.caseKey);
});

test("a guest's address and two people with one address link to nobody by themselves", async () => {
  const { signal, learn, byKey } = await open();
  const guest = "wendy_acme.example#EXT#@tenant.example";
  const { caseKey } = await signal(guest);
  expect(await learn("GUEST1", guest)).toBe(0);
  expect(isUnlinkedId((await byKey(caseKey)).subjectId)).toBe(true);
  const twins = await signal("shared@acme.example");
  await learn("TWIN1", "other@acme.example");
  expect(isUnlinkedId((await byKey(twins.caseKey)).subjectId)).toBe(true);
});

test("an id at an identity provider is a key of its own source, and a person says who it is", async () => {
  const { signal, services, ana, byKey, wendyId } = await open();
  const subject = { ...nobody, providerId: "okta:00u1" };
  const first = await signal("", { subject, title: "a" });
  const second = await signal("", { subject, title: "b" });
  expect(second.caseKey).toBe(first.caseKey);
  const hers = await signal(wendy, { title: "c" });
  await linkCase(services, ana, { caseKey: first.caseKey ?? "", userId: wendyId });
  expect(await byKey(hers.caseKey)).toMatchObject({ signalCount: 3 });
  expect((await signal("", { subject, title: "d" })).caseKey).toBe(hers.caseKey);
});

test("an alias that a person merged can be parted again, and nothing of it stays behind", async () => {
  const { signal, services, stores, ana, byKey, wendyId } = await open();
  const hers = await signal(wendy, { title: "hers", severity: "low" });
  const alias = await signal(stranger, { title: "alias", severity: "critical" });
  const unlinkedId = (await byKey(alias.caseKey)).subjectId;
  await linkCase(services, ana, { caseKey: alias.caseKey ?? "", userId: wendyId });
  const later = await signal(stranger, { title: "later" });
  expect(later.caseKey).toBe(hers.caseKey);
  await partSubject(services, ana, { unlinkedId, reason: "It was a mailing list" });
  const left = await byKey(hers.caseKey);
  expect(left).toMatchObject({ signalCount: 1, severity: "low", subjectId: wendyId });
  const next = await signal(stranger, { title: "next" });
  expect(next.caseKey).not.toBe(hers.caseKey);
  const own = await byKey(next.caseKey);
  expect(own).toMatchObject({ subjectId: unlinkedId, signalCount: 3, severity: "critical" });
  expect(await stores.signals.ofCase(own.id, 10)).toHaveLength(3);
});

test("a wrongly filed signal is detached to somebody else or to nobody, and its empty case closes", async () => {
  const { signal, services, stores, ana, byKey, userId } = await open();
  const first = await signal(wendy, { title: "first", severity: "low", nativeId: "n-1" });
  const second = await signal(wendy, { title: "second", severity: "critical" });
  const other = await userId("samira.haidari@acme.example");
  await detachSignal(services, ana, { signalId: second.signalId, userId: null, reason: "Not hers" });
  expect(await byKey(first.caseKey)).toMatchObject({ signalCount: 1, severity: "low", status: "new" });
  expect((await stores.signals.unlinked(10)).map(({ id }) => id)).toEqual([second.signalId]);
  const linked = await linkSignal(services, ana, { signalId: second.signalId, userId: other });
  expect(linked.caseKey).not.toBe(first.caseKey);
  const moved = await detachSignal(services, ana, { signalId: first.signalId, userId: other, reason: "His" });
  expect(moved.caseKey).toBe(linked.caseKey);
  expect(await byKey(first.caseKey)).toMatchObject({ status: "closed", mergedInto: linked.caseKey });
  // What a person moved stays moved: the same event again is the same signal.
  expect(await signal(wendy, { title: "first", severity: "low", nativeId: "n-1" })).toMatchObject({
    status: "duplicate",
    caseKey: linked.caseKey,
  });
});

test("nothing is detached from under an open request", async () => {
  const { ask, services, stores, ana, byKey } = await open();
  const request = await ask(ana, wendy);
  const [cause] = await stores.signals.ofCase((await byKey(request.caseKey)).id, 1);
  await expect(
    detachSignal(services, ana, { signalId: cause?.id ?? "", userId: null, reason: "Away" }),
  ).rejects.toMatchObject({ code: "case_has_open_request" });
});

test("what is only worth knowing joins an open case, opens none, and is kept with its user", async () => {
  const { signal, services, stores, ana, wendyId } = await open();
  const kept = await signal(wendy, { title: "kept", context: true });
  expect(kept).toMatchObject({ status: "accepted", caseKey: null });
  expect((await stores.signals.keptWith(wendyId, 10)).map(({ id }) => id)).toEqual([kept.signalId]);
  expect(await stores.signals.unlinkedCount()).toBe(0);
  const { caseKey } = await signal(wendy, { title: "opens" });
  expect((await signal(wendy, { title: "joins", context: true })).caseKey).toBe(caseKey);
  await closeCase(services, ana, { caseKey: caseKey ?? "", verdict: "benign", reason: "Explained" });
  expect((await signal(wendy, { title: "afterwards", context: true })).caseKey).toBeNull();
  expect(await stores.cases.byKey(caseKey ?? "")).toMatchObject({ status: "closed" });
});
