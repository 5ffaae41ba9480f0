import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { nobody } from "#lib/domain/signal.ts";
import { designateDrillUser } from "#lib/use-cases/drill/designate-drill-user.ts";
import { startDrill } from "#lib/use-cases/drill/start-drill.ts";
import { draftPolicy, publishPolicy } from "#lib/use-cases/publish-policy.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { createSource } from "#lib/use-cases/create-source.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { askForTrust, confirmTrust } from "#lib/use-cases/trust/change-trust.ts";

const samira = "samira.haidari@acme.example";

/** A policy that proposes for whatever P-2 is about, a promoted rule, and a drill that may be done. */
async function openProposing() {
  const scene = await openScene();
  const { services, ana, ines, ivo } = scene;
  const ada = await scene.person("Ada Novak", ["administrator"]);
  await createSource(services, ada, {
    name: "siem",
    preset: "auto",
    secret: `whsec_${Buffer.alloc(32, 3).toString("base64")}`,
  });
  const rules = services.policy.rules.map((rule) =>
    rule.id === "P-2" ? { ...rule, then: { ...rule.then, proposes: true } } : rule,
  );
  const draft = await draftPolicy(services, ines, { name: "Proposing", rules });
  await publishPolicy(services, ivo, draft);
  const sees = async (email: string) => {
    const filed = await scene.signal(email, {
      nativeId: uuidv7(),
      title: `Impossible travel ${uuidv7()}`,
      ruleId: "impossible-travel",
      kind: "impossible_travel",
      subject: { ...nobody, email },
    });
    await scene.settle();
    const userId = await scene.userId(email);
    return { filed, proposal: await services.stores.requests.proposalFor(userId, "suspend") };
  };
  const promote = async () => {
    const { id } = await askForTrust(services, ada, {
      source: "siem",
      ruleId: "impossible-travel",
      reason: "Right 19 times of 20",
    });
    await confirmTrust(services, ines, { id });
  };
  const drill = async () => {
    await designateDrillUser(services, ada, { email: wendy });
    const begun = await startDrill(services, ana);
    await scene.decide(ines, begun.key);
    await scene.settle();
    const back = await requestAction(services, ana, {
      caseKey: begun.caseKey,
      action: "reactivate",
      reason: "Drill: the way back",
      causes: [],
      checklist: { personVerified: "yes", how: "A test user", credentials: "none_known" },
      idempotencyKey: uuidv7(),
    });
    await scene.decide(ines, back.key);
    await scene.settle();
  };
  return { ...scene, sees, promote, drill };
}

test("a policy proposes by itself once its detection is promoted and a drill has proven the way back", async () => {
  const scene = await openProposing();
  expect((await scene.sees(samira)).proposal).toBeNull();
  await scene.promote();
  expect((await scene.sees(samira)).proposal).toBeNull();
  await scene.drill();
  const { proposal } = await scene.sees(samira);
  expect(proposal).toMatchObject({
    status: "proposed",
    proposedBy: "system:policy",
    requesterPersonId: null,
    policy: { rule: "P-2" },
  });
  expect(await scene.effectsOn(await scene.userId(samira))).toEqual([]);
});

test("what a policy proposed is adopted by one person and approved by another, and nothing happens before", async () => {
  const scene = await openProposing();
  await scene.sees(samira);
  await scene.promote();
  await scene.drill();
  const { filed, proposal } = await scene.sees(samira);
  await requestAction(scene.services, scene.ana, {
    caseKey: filed.caseKey ?? "",
    action: "suspend",
    reason: "Adopted after a call with her manager",
    causes: [],
    adopts: proposal?.key,
    idempotencyKey: uuidv7(),
  });
  await scene.settle();
  expect(await scene.stateOf(await scene.userId(samira))).toBe("ACTIVE");
  await expect(scene.decide(scene.ana, proposal?.key ?? "")).rejects.toMatchObject({ code: "self_approval" });
  await scene.decide(scene.ines, proposal?.key ?? "");
  await scene.settle();
  expect(await scene.stateOf(await scene.userId(samira))).toBe("SUSPENDED");
});

test("without a recent drill a policy proposes nothing, and a detection on trial never does", async () => {
  const scene = await openProposing();
  await scene.drill();
  expect((await scene.sees(samira)).proposal).toBeNull();
  await scene.promote();
  await scene.pass(91 * 24 * 3_600_000);
  expect((await scene.sees(samira)).proposal).toBeNull();
});
