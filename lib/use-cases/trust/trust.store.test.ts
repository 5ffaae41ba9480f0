import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import type { Signal } from "#lib/domain/signal.ts";
import { nobody } from "#lib/domain/signal.ts";
import { createSource } from "#lib/use-cases/create-source.ts";
import { fileSignal } from "#lib/use-cases/file-signal.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { closeCase } from "#lib/use-cases/work-case.ts";
import { askForTrust, backOnTrial, confirmTrust, takeBackTrust } from "./change-trust.ts";
import { dryRun } from "./dry-run.ts";
import { setDetectionKind } from "./set-detection-kind.ts";
import { trustOf } from "./trust-of-signals.ts";
import { viewTrust } from "./view-trust.ts";

const day = 24 * 3_600_000;
const samira = "samira.haidari@acme.example";

async function openTrial() {
  const scene = await openScene();
  const { services } = scene;
  const ada = await scene.person("Ada Novak", ["administrator"]);
  await createSource(services, ada, {
    name: "edr",
    preset: "auto",
    secret: `whsec_${Buffer.alloc(32, 3).toString("base64")}`,
  });
  const file = async (email: string, given: Partial<Signal> = {}) => {
    const filed = await fileSignal(services, makeSystemActor("intake"), {
      signal: {
        ...plain(services.clock.now()),
        nativeId: uuidv7(),
        title: `Seen ${uuidv7()}`,
        subject: { ...nobody, email },
        ...given,
      },
      delivery: {
        source: "edr",
        receivedAt: services.clock.now(),
        traceparent: null,
        signature: "signed",
        raw: Buffer.from(uuidv7()),
      },
    });
    const signal = await services.stores.signals.byId(filed.signalId);
    if (!signal) throw new Error("The signal isn't there.");
    return { ...filed, signal };
  };
  const trust = async (signal: Awaited<ReturnType<typeof file>>["signal"]) =>
    (await trustOf(services, [signal])).get(signal.id);
  const promote = async (ruleId: string | null, confidence?: number) => {
    const { id } = await askForTrust(services, ada, {
      source: "edr",
      ruleId,
      reason: "Looked at",
      confidence,
    });
    await confirmTrust(services, scene.ines, { id });
    return id;
  };
  return { ...scene, ada, file, trust, promote };
}

function plain(time: Date): Signal {
  return {
    format: "generic",
    nativeId: null,
    revision: null,
    alertId: null,
    ruleId: "R1",
    title: "Seen",
    kind: "other",
    context: false,
    severity: "high",
    severityAssumed: false,
    confidence: null,
    subject: nobody,
    related: [],
    time,
    timeText: null,
    timeAssumed: false,
    ip: null,
    attack: [],
    url: null,
    description: null,
  };
}

test("a detection is on trial until two people promoted it; one of them takes it back", async () => {
  const trial = await openTrial();
  const { services, ada, ines } = trial;
  const { signal } = await trial.file(wendy);
  expect(await trial.trust(signal)).toEqual({ confidence: null, confidenceBy: null, onTrial: true });

  const { id } = await askForTrust(services, ada, { source: "edr", ruleId: "R1", reason: "Good so far" });
  expect((await trial.trust(signal))?.onTrial).toBe(true);
  await expect(confirmTrust(services, ada, { id })).rejects.toMatchObject({ code: "second_person_needed" });
  await expect(confirmTrust(services, trial.ana, { id })).rejects.toMatchObject({ code: "role_missing" });
  expect((await trial.trust(signal))?.onTrial).toBe(true);
  await confirmTrust(services, ines, { id });
  expect((await trial.trust(signal))?.onTrial).toBe(false);
  await expect(confirmTrust(services, ines, { id })).rejects.toMatchObject({ code: "not_found" });

  await expect(takeBackTrust(services, ines, { id, reason: "" })).rejects.toMatchObject({
    code: "reason_missing",
  });
  await takeBackTrust(services, ines, { id, reason: "Too noisy" });
  expect((await trial.trust(signal))?.onTrial).toBe(true);
  const told = (await trial.types("installation")).filter((type) => type === "setting.changed");
  expect(told.length).toBeGreaterThanOrEqual(4);
});

test("the database itself refuses one person as both", async () => {
  const trial = await openTrial();
  await trial.file(wendy);
  const { stores } = trial.services;
  const { id } = await askForTrust(trial.services, trial.ada, { source: "edr", ruleId: "R1", reason: "So" });
  const asked = await stores.trust.byId(id);
  if (!asked) throw new Error("It isn't there.");
  const both = { ...asked, state: "in_force" as const, confirmedByPersonId: asked.askedByPersonId };
  await expect(stores.commit([stores.trust.update(asked, both)])).rejects.toThrow();
  const nobodyConfirmed = { ...asked, state: "in_force" as const };
  await expect(stores.commit([stores.trust.update(asked, nobodyConfirmed)])).rejects.toThrow();
  expect((await stores.trust.byId(id))?.state).toBe("asked");
});

test("two accounts of one person don't promote together", async () => {
  const trial = await openTrial();
  const { stores } = trial.services;
  await trial.file(wendy);
  const twin = await trial.person("Ada Private", ["iam_lead"]);
  const account = await stores.people.byId(twin.personId);
  if (!account) throw new Error("The account isn't there.");
  await stores.commit([stores.people.update({ ...account, linkedToPersonId: trial.ada.personId })]);
  const { id } = await askForTrust(trial.services, trial.ada, { source: "edr", ruleId: "R1", reason: "So" });
  await expect(confirmTrust(trial.services, twin, { id })).rejects.toMatchObject({
    code: "second_person_needed",
  });
});

test("a promoted source covers the rules that its dry run saw; a later rule starts on trial", async () => {
  const trial = await openTrial();
  const known = (await trial.file(wendy)).signal;
  const ruleless = (await trial.file(wendy, { ruleId: null })).signal;
  const id = await trial.promote(null);
  const later = (await trial.file(wendy, { ruleId: "R2" })).signal;
  expect((await trial.trust(known))?.onTrial).toBe(false);
  expect((await trial.trust(ruleless))?.onTrial).toBe(false);
  expect((await trial.trust(later))?.onTrial).toBe(true);

  // One detection goes back on trial, the rest of the source stays.
  const other = (await trial.file(wendy, { ruleId: "R2" })).signal;
  await trial.promote(null);
  expect((await trial.trust(other))?.onTrial).toBe(false);
  await backOnTrial(trial.services, trial.ivo, { source: "edr", ruleId: "R1", reason: "False alarms" });
  expect((await trial.trust(known))?.onTrial).toBe(true);
  expect((await trial.trust(other))?.onTrial).toBe(false);
  expect((await trial.services.stores.trust.byId(id))?.state).toBe("ended");
});

test("a rule's confidence counts where the sender states none, and a newer one takes its place", async () => {
  const trial = await openTrial();
  const silent = (await trial.file(wendy)).signal;
  const stated = (await trial.file(wendy, { confidence: 30 })).signal;
  const other = (await trial.file(wendy, { ruleId: "R2" })).signal;
  await trial.promote("R1", 85);
  expect(await trial.trust(silent)).toEqual({ confidence: 85, confidenceBy: "rule", onTrial: true });
  expect(await trial.trust(stated)).toMatchObject({ confidence: 30, confidenceBy: "signal" });
  expect(await trial.trust(other)).toMatchObject({ confidence: null, confidenceBy: null });
  const second = await trial.promote("R1", 60);
  expect(await trial.trust(silent)).toMatchObject({ confidence: 60 });
  await takeBackTrust(trial.services, trial.ines, { id: second, reason: "Measured wrongly" });
  expect(await trial.trust(silent)).toMatchObject({ confidence: null });

  for (const confidence of [-1, 101, 1.5]) {
    const asked = askForTrust(trial.services, trial.ada, {
      source: "edr",
      ruleId: "R1",
      reason: "x",
      confidence,
    });
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
  }
  const whole = askForTrust(trial.services, trial.ada, {
    source: "edr",
    ruleId: null,
    reason: "x",
    confidence: 50,
  });
  await expect(whole).rejects.toMatchObject({ code: "invalid_input" });
});

test("a dry run counts the last 30 days: signals, cases, and how those were closed", async () => {
  const trial = await openTrial();
  await trial.file(wendy, { title: "Old" });
  await trial.pass(31 * day);
  const one = await trial.file(wendy);
  await trial.file(wendy);
  const two = await trial.file(samira);
  await trial.file(samira, { ruleId: "R2" });
  await closeCase(trial.services, trial.ana, {
    caseKey: one.caseKey ?? "",
    verdict: "true_positive",
    reason: "It was",
  });
  const run = await dryRun(trial.services, trial.ana, { source: "edr", ruleId: "R1" });
  expect(run).toMatchObject({ signals: 3, cases: 2, judged: 1, truePositives: 1 });
  expect(new Set(run.listed.map(({ key }) => key))).toEqual(new Set([one.caseKey, two.caseKey]));
  expect(await dryRun(trial.services, trial.ana, { source: "edr", ruleId: null })).toMatchObject({
    signals: 4,
    cases: 2,
  });
  const unknown = dryRun(trial.services, trial.ana, { source: "edr", ruleId: "no such" });
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });

  const id = await trial.promote("R1", 70);
  expect((await trial.services.stores.trust.byId(id))?.basis).toMatchObject({ judged: 1, truePositives: 1 });
});

test("one person says of what kind a rule is; the source's page shows who", async () => {
  const trial = await openTrial();
  await trial.file(wendy);
  await setDetectionKind(trial.services, trial.ada, { source: "edr", ruleId: "R1", kind: "token_theft" });
  const view = await viewTrust(trial.services, trial.ines, { source: "edr" });
  expect(view.detections).toMatchObject([
    { ruleId: "R1", kind: "token_theft", kindBy: "Ada Novak", signals: 1, trust: { state: "trial" } },
  ]);
  await setDetectionKind(trial.services, trial.ada, { source: "edr", ruleId: "R1", kind: null });
  expect((await viewTrust(trial.services, trial.ines, { source: "edr" })).detections[0]?.kindBy).toBeNull();
  const byAnalyst = setDetectionKind(trial.services, trial.ana, {
    source: "edr",
    ruleId: "R1",
    kind: "insider",
  });
  await expect(byAnalyst).rejects.toMatchObject({ code: "role_missing" });
});

test("whoever asked sees that somebody else must confirm; whoever comes sees what the dry run showed", async () => {
  const trial = await openTrial();
  await trial.file(wendy);
  await askForTrust(trial.services, trial.ada, { source: "edr", ruleId: "R1", reason: "Good so far" });
  const asked = async (actor: typeof trial.ada) =>
    (await viewTrust(trial.services, actor, { source: "edr" })).detections[0]?.trust.asked;
  expect((await asked(trial.ada))?.confirm).toMatchObject({ allowed: false, code: "second_person_needed" });
  expect(await asked(trial.ines)).toMatchObject({
    by: "Ada Novak",
    basis: { signals: 1 },
    confirm: { allowed: true },
  });
  expect((await asked(trial.ana))?.confirm).toMatchObject({ allowed: false, code: "role_missing" });
});

test("whoever is under investigation asks for no trust and confirms none", async () => {
  const trial = await openTrial();
  await trial.file(wendy);
  const { id } = await askForTrust(trial.services, trial.ada, { source: "edr", ruleId: "R1", reason: "So" });
  await trial.ask(trial.ana, "ivo.marek@acme.example");
  await expect(confirmTrust(trial.services, trial.ivo, { id })).rejects.toMatchObject({
    code: "under_investigation",
  });
});
