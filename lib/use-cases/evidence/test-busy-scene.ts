import { uuidv7 } from "uuidv7";
import { expect } from "vitest";
import { installationChain } from "#lib/use-cases/append-entries.ts";
import { commentRequest } from "#lib/use-cases/comment-request.ts";
import { createSource } from "#lib/use-cases/create-source.ts";
import { liftFreeze } from "#lib/use-cases/freeze.ts";
import { askToLinkPersons, confirmPersonLink } from "#lib/use-cases/link-persons.ts";
import { linkSignal } from "#lib/use-cases/link-signal.ts";
import { createLogWatch } from "#lib/use-cases/log/create-log-watch.ts";
import { openEpoch } from "#lib/use-cases/log/open-epoch.ts";
import { pauseExecution, resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import { draftPolicy, publishPolicy } from "#lib/use-cases/publish-policy.ts";
import { refuseSession } from "#lib/use-cases/refuse-session.ts";
import { settleRequest } from "#lib/use-cases/settle-request.ts";
import { startSession } from "#lib/use-cases/start-session.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import { closeCase, noteCase, takeCase } from "#lib/use-cases/work-case.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { exportCaseEvidence } from "./export-evidence.ts";

type Scene = Awaited<ReturnType<typeof openScene>>;

/** A console in which nearly everything happened once, and its whole log, chain by chain. */
export async function openBusyScene() {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  await suspendAndBringBack(scene);
  await endWithoutEffect(scene);
  await loseAnswers(scene);
  await accuseAndLink(scene, ada);
  await runInstallation(scene, ada);
  await letExpire(scene);
  await scene.services.seal.sealNow(10_000);
  await openEpoch(scene.services, scene.log.signer, { reason: "Restored a backup", known: null });
  return { ...scene, chains: () => chainsOf(scene) };
}

async function suspendAndBringBack(scene: Scene): Promise<void> {
  const { services, ana, ines, ivo } = scene;
  const request = await scene.ask(ana, wendy);
  await takeCase(services, ana, { caseKey: request.caseKey });
  const words = { idempotencyKey: uuidv7(), text: "Called her: no answer" };
  await noteCase(services, ana, { caseKey: request.caseKey, ...words });
  await commentRequest(services, ines, { requestKey: request.key, ...words });
  await expect(scene.decide(ana, request.key)).rejects.toMatchObject({ code: "self_approval" });
  await scene.decide(ines, request.key);
  await scene.settle();
  await scene.control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  await scene.pass(30_000);
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  const back = await scene.ask(ana, wendy, "reactivate");
  await scene.decide(ivo, back.key);
  await scene.settle();
  await closeCase(services, ana, {
    caseKey: request.caseKey,
    verdict: "true_positive",
    reason: "New laptop",
  });
}

async function endWithoutEffect(scene: Scene): Promise<void> {
  const { services, ana, ines } = scene;
  const denied = await scene.ask(ana, wendy);
  await scene.decide(ines, denied.key, "deny");
  const withdrawn = await scene.ask(ana, wendy);
  await withdrawRequest(services, ana, { requestKey: withdrawn.key, reason: "Wrong person" });
  const stale = await scene.ask(ana, wendy);
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  await expect(scene.decide(ines, stale.key)).rejects.toMatchObject({ code: "state_changed" });
  await scene.control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  const refused = await scene.ask(ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "last_owner" });
  await scene.decide(ines, refused.key);
  await scene.settle();
  const later = await scene.ask(ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "retry_after", args: { value: "7" } });
  await scene.decide(ines, later.key);
  await scene.settle();
  await withdrawRequest(services, ana, { requestKey: later.key, reason: "Found her" });
}

async function letExpire(scene: Scene): Promise<void> {
  const { key } = await scene.ask(scene.ana, wendy);
  await scene.pass(61 * 60_000);
  expect(await scene.statusOf(key)).toBe("expired");
}

async function loseAnswers(scene: Scene): Promise<void> {
  const samira = "samira.haidari@acme.example";
  const lost = await scene.ask(scene.ana, samira);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  await scene.decide(scene.ines, lost.key);
  await scene.settle();
  await scene.pass(1_000);
  await scene.control(`/users/${await scene.userId(samira)}`, { state: "ACTIVE" });
  await scene.pass(2_000);
  await scene.pass(110_000);
  await settleRequest(scene.services, scene.ivo, { requestKey: lost.key, reason: "Looked at both sides" });
}

async function accuseAndLink(scene: Scene, ada: Scene["ana"]): Promise<void> {
  const { services, ana, ines, ivo } = scene;
  await scene.ask(ana, ivo.email);
  await liftFreeze(services, ines, { personId: ivo.personId, reason: "A forged alert" });
  const second = await scene.person("Ana Admin", ["iam_lead"], "a.ruiz@acme.example");
  const link = { personId: ana.personId, otherPersonId: second.personId, reason: "Same badge" };
  const { id } = await askToLinkPersons(services, ada, link);
  await confirmPersonLink(services, ines, { id });
  const { signalId } = await scene.signal("nobody@elsewhere.example", { title: "=cmd|'/c calc'!A1" });
  const userId = await scene.userId("wendy.appleseed@acme.example");
  await linkSignal(services, ana, { signalId, userId });
}

async function runInstallation(scene: Scene, ada: Scene["ana"]): Promise<void> {
  const { services, ines, ivo } = scene;
  await pauseExecution(services, ada, { reason: "We look at a false alarm" });
  await resumeExecution(services, ada, { reason: "Looked at" });
  await resumeExecution(services, ivo, { reason: "Confirmed" });
  const draft = await draftPolicy(services, ines, {
    name: "Ours",
    rules: shippedPolicy({ demo: false }).rules,
  });
  await publishPolicy(services, ivo, draft);
  const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  await createSource(services, ada, { name: "okta-production", preset: "auto", secret });
  const identity = {
    iss: "https://idp.example",
    sub: uuidv7(),
    name: "Nele New",
    email: "nele@acme.example",
    roles: ["analyst" as const],
    amr: ["pwd", "mfa"],
    authTime: services.clock.now(),
  };
  const session = { tokenHash: "ab".repeat(32), sessionRef: "ab".repeat(16) };
  await startSession(services, { identity, ...session, replacesTokenHash: null, idTokenHint: null });
  await refuseSession(services, { reason: "no_role", identity, losesRoles: false });
  await refuseSession(services, { reason: "state", identity: null, losesRoles: false });
  await services.seal.sealNow(10_000);
  const found = await services.stores.cases.newestOfSubject(scene.wendyId);
  const maker = { version: "0.0.0", signer: scene.log.signer, verifier: () => "" };
  const told = { fault: () => undefined, problem: () => undefined };
  await createLogWatch(services, scene.log.signer, told).verifyWhole(scene.aud);
  await scene.settle();
  await recordRead(services, scene.aud, { what: "case", key: found?.key ?? "" });
  await exportCaseEvidence(services, maker, scene.aud, { key: found?.key ?? "" });
}

async function chainsOf({ services }: Scene): Promise<Map<string, EntryRecord[]>> {
  const chains = new Map<string, EntryRecord[]>();
  const { items } = await services.stores.log.recent({ limit: 1_000, cursor: null });
  for (const chain of [installationChain, ...items.map((item) => item.chain)].sort()) {
    if (chains.has(chain)) continue;
    chains.set(chain, await services.stores.log.ofChain(chain, { afterN: 0, limit: 1_000 }));
  }
  return chains;
}
