import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { judge } from "#lib/domain/judge.ts";
import type { Policy } from "#lib/domain/policy.ts";
import { readPayload } from "#lib/domain/request-payload.ts";
import type { Severity } from "#lib/domain/severity.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import type { Signal } from "#lib/domain/signal.ts";
import { previewRequest } from "./preview-request.ts";
import { draftPolicy, publishPolicy } from "./publish-policy.ts";
import { reportSignal } from "./report-signal.ts";
import { requestAction, type RequestActionInput } from "./request-action.ts";
import { openScene, wendy } from "./test-scene.ts";
import { openTestWorld } from "./test-world.ts";
import { viewCase } from "./view-case.ts";

type Scene = Awaited<ReturnType<typeof openScene>>;

const signalOf = (scene: Scene, given: Partial<Signal> = {}) =>
  scene.signal(wendy, { nativeId: uuidv7(), title: `Seen ${uuidv7()}`, ...given });

/** Asks to suspend Wendy in this case, with what the form would send. */
async function ask(scene: Scene, caseKey: string | null, more: Partial<RequestActionInput> = {}) {
  const { key } = await requestAction(scene.services, scene.ana, {
    caseKey: caseKey ?? "",
    action: "suspend",
    reason: "Token used from two countries",
    causes: [],
    idempotencyKey: uuidv7(),
    ...more,
  });
  const request = await scene.services.stores.requests.byKey(key);
  if (!request) throw new Error(`${key} is not there.`);
  const payload = readPayload(request.payload);
  if (payload.v !== 2) throw new Error(`${key} is of version ${payload.v}.`);
  return { request, payload };
}

const validated = (signal: string, how = "Called her on the number in the HR system") => ({
  signal,
  validated: true,
  how,
});

async function publish(scene: Scene, rules: Policy["rules"]): Promise<void> {
  const draft = await draftPolicy(scene.services, scene.ines, { name: "Ours", rules });
  await publishPolicy(scene.services, scene.ivo, draft);
}

test("what an analyst marks decides the rule, and stands in the digest with the verdict and its why", async () => {
  const scene = await openScene();
  const { caseKey, signalId } = await signalOf(scene, { confidence: 92 });
  const { request, payload } = await ask(scene, caseKey, { marks: [validated(signalId)] });
  expect(request).toMatchObject({ needed: 1, policy: { id: "shipped", version: 1, rule: "P-1" } });
  expect(payload.causes).toEqual([
    {
      id: signalId,
      source: "siem",
      kind: "impossible_travel",
      confidence: 92,
      confidenceBy: "signal",
      onTrial: true,
      validated: true,
      how: "Called her on the number in the HR system",
    },
  ]);
  expect(payload).toMatchObject({
    singleOrigin: null,
    identity: { identityClass: "person", isProtected: false, by: "default" },
    policy: { rule: "P-1", approvers: 1, outsidePolicy: false, narrowerStep: "none" },
  });
  expect(payload.policy.why).toContain("at least 80");
});

test("a cause without a mark is not validated: the narrower step is asked for, and the review comes in a day", async () => {
  const scene = await openScene();
  const { caseKey } = await signalOf(scene, { confidence: 92 });
  const { request, payload } = await ask(scene, caseKey);
  expect(request).toMatchObject({ needed: 1, policy: { rule: "P-2" } });
  expect(payload).toMatchObject({
    causes: [{ validated: false, how: "" }],
    narrower: { done: [], notPossible: null },
    policy: { narrowerStep: "asked" },
  });
  const inADay = scene.services.clock.now().getTime() + 86_400_000;
  expect(Date.parse(payload.reviewBy ?? "")).toBe(inADay);
});

test("a cause is validated in some way, or it isn't", async () => {
  const scene = await openScene();
  const { caseKey, signalId } = await signalOf(scene);
  await expect(ask(scene, caseKey, { marks: [validated(signalId, "  ")] })).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining("how the signal was validated") as string,
  });
});

test("what the policy doesn't foresee is marked outside policy and takes two", async () => {
  const scene = await openScene();
  const { caseKey } = await signalOf(scene, { kind: "factor_change" });
  const { request, payload } = await ask(scene, caseKey);
  expect(request).toMatchObject({ needed: 2, policy: { rule: "P-6" } });
  expect(payload.policy.outsidePolicy).toBe(true);
  await scene.decide(scene.ines, request.key);
  expect(await scene.statusOf(request.key)).toBe("pending");
  await scene.decide(scene.ivo, request.key);
  await scene.settle();
  expect(await scene.statusOf(request.key)).toBe("succeeded");
});

test("only the causes that are named count, and the highest single one, never a sum", async () => {
  const scene = await openScene();
  const weak = await signalOf(scene, { confidence: 30 });
  const other = await signalOf(scene, { confidence: 99, kind: "insider" });
  const marks = [validated(weak.signalId), validated(other.signalId)];
  const both = await ask(scene, weak.caseKey, { marks });
  expect(both.payload.policy).toMatchObject({ rule: "P-6", outsidePolicy: true });
  const strong = await signalOf(scene, { confidence: 80 });
  const preview = await previewRequest(scene.services, scene.ana, {
    caseKey: weak.caseKey ?? "",
    action: "suspend",
  });
  const rule = (ids: string[]) =>
    judge(preview.policy, {
      ...preview.facts,
      causes: preview.causes
        .filter(({ id }) => ids.includes(id))
        .map((cause) => ({ ...cause, validated: true })),
    }).rule;
  expect(rule([weak.signalId, other.signalId])).toBe("P-6");
  expect(rule([weak.signalId, other.signalId, strong.signalId])).toBe("P-1");
});

test("the preview holds what the server judges by: the same choice gives the same verdict", async () => {
  const scene = await openScene();
  const { caseKey, signalId } = await signalOf(scene, { confidence: 79 });
  const preview = await previewRequest(scene.services, scene.ana, {
    caseKey: caseKey ?? "",
    action: "suspend",
  });
  const causes = preview.causes.map((cause) => ({ ...cause, validated: true }));
  const verdict = judge(preview.policy, { ...preview.facts, causes });
  const { payload } = await ask(scene, caseKey, { marks: [validated(signalId)] });
  const { id, version, ...said } = payload.policy;
  expect(verdict).toMatchObject({ policyId: id, policyVersion: version, ...said });
});

test("single origin: the only cause was reported by whoever asks, until a second origin is named", async () => {
  const scene = await openScene();
  const reported = await reportSignal(scene.services, scene.ana, {
    subjectUserId: scene.wendyId,
    how: "phone",
    severity: "high",
    what: "She says that she didn't sign in",
  });
  const alone = await ask(scene, reported.caseKey);
  expect(alone.payload.singleOrigin).toBe("requester");
  const page = await viewCase(scene.services, scene.ines, { key: reported.caseKey ?? "" });
  expect(page.requests[0]?.singleOrigin).toBe("requester");
  await scene.decide(scene.ines, alone.request.key, "deny");
  await signalOf(scene);
  expect((await ask(scene, reported.caseKey)).payload.singleOrigin).toBeNull();
});

test("narrower steps that were done elsewhere are recorded with who and when, in the digest and in the log", async () => {
  const scene = await openScene();
  const { caseKey } = await signalOf(scene);
  const at = new Date(scene.services.clock.now().getTime() - 60_000).toISOString();
  const narrower = {
    done: [{ step: "sessions_ended" as const, by: "Okta on-call", at }],
    notPossible: null,
  };
  const { request, payload } = await ask(scene, caseKey, { narrower });
  expect(payload.narrower).toEqual(narrower);
  const page = await viewCase(scene.services, scene.ines, { key: caseKey ?? "" });
  expect(page.requests[0]?.narrower).toEqual(narrower);
  const submitted = page.timeline.find(({ type }) => type === "request.submitted");
  expect(submitted?.story).toContain(`(${request.key})`);
  expect(submitted?.story).toContain("rule P-2, 0 of 1 causes validated, a narrower step done");
});

test("a narrower step of nobody or of tomorrow isn't recorded, and none is no hindrance", async () => {
  const scene = await openScene();
  const { caseKey } = await signalOf(scene);
  const step = (by: string, aheadMs: number) => ({
    done: [
      {
        step: "credential_reset" as const,
        by,
        at: new Date(scene.services.clock.now().getTime() + aheadMs).toISOString(),
      },
    ],
    notPossible: null,
  });
  const refused = { code: "invalid_input" };
  await expect(ask(scene, caseKey, { narrower: step(" ", 0) })).rejects.toMatchObject(refused);
  await expect(ask(scene, caseKey, { narrower: step("Ben", 3_600_000) })).rejects.toMatchObject(refused);
  const { payload } = await ask(scene, caseKey, {
    narrower: { done: [], notPossible: "The account has no identity provider" },
  });
  expect(payload.narrower.notPossible).toBe("The account has no identity provider");
});

test("where the policy asks for an owner or partner, the request names one, informed or not", async () => {
  const scene = await openScene();
  const rules = shippedPolicy({ demo: false }).rules;
  for (const { then } of rules) then.named = "owner_or_partner";
  await publish(scene, rules);
  const { caseKey } = await signalOf(scene);
  await expect(ask(scene, caseKey)).rejects.toMatchObject({ code: "invalid_input" });
  const named = { who: "Pat Partner, ACME Logistics", informed: false };
  const { payload } = await ask(scene, caseKey, { named });
  expect(payload.named).toEqual(named);
});

test("what the verdict rests on may change: a request that would need more now is stale, a milder verdict eases nothing", async () => {
  const scene = await openScene();
  const [rule, ...others] = shippedPolicy({ demo: false }).rules;
  if (!rule) throw new Error("no rule");
  const severe = (severities: Severity[], approvers: number): Policy["rules"][number] => {
    const made = structuredClone(rule);
    made.then.approvers = approvers;
    return {
      ...made,
      id: `severe-${severities.join("-")}-${approvers}`,
      when: { action: "suspend", severities },
    };
  };
  await publish(scene, [severe(["critical"], 2), severe(["low"], 2), severe(["medium"], 1), ...others]);
  const { caseKey } = await signalOf(scene, { severity: "low" });
  const eased = await ask(scene, caseKey);
  expect(eased.request.needed).toBe(2);
  await signalOf(scene, { severity: "medium" });
  await scene.decide(scene.ines, eased.request.key);
  expect(await scene.statusOf(eased.request.key)).toBe("pending");
  await scene.decide(scene.ivo, eased.request.key, "deny");

  const { request } = await ask(scene, caseKey);
  expect(request.needed).toBe(1);
  await signalOf(scene, { severity: "critical" });
  await expect(scene.decide(scene.ines, request.key)).rejects.toMatchObject({ code: "policy_forbids" });
  expect(await scene.services.stores.requests.byId(request.id)).toMatchObject({
    status: "stale",
    staleDifference: "the policy now asks for 2 approvers, not 1",
  });
});

test("where too few could approve, the refusal says why so many have to and who could help", async () => {
  const world = await openTestWorld();
  const ana = await world.person("Ana Ruiz", ["analyst"]);
  await world.person("Ines Lindqvist", ["iam_lead"]);
  await world.person("Ada Novak", ["administrator"]);
  const { caseKey } = await world.signal(wendy, { kind: "other" });
  const refusal = requestAction(world.services, ana, {
    caseKey: caseKey ?? "",
    action: "suspend",
    reason: "Something is off",
    causes: [],
    idempotencyKey: uuidv7(),
  });
  await expect(refusal).rejects.toMatchObject({
    code: "not_enough_approvers",
    message: expect.stringMatching(/^Only 1 of 2 .*outside policy.*Ada Novak \(administrator\)/u) as string,
  });
});

test("the case tells what a suspension would need, as it is and were all signals validated", async () => {
  const scene = await openScene();
  const { caseKey } = await signalOf(scene, { confidence: 92 });
  const page = await viewCase(scene.services, scene.aud, { key: caseKey ?? "" });
  expect(page.verdict).toMatchObject({
    action: "suspend",
    now: { rule: "P-2", approvers: 1, narrowerStep: "asked", outsidePolicy: false },
    validated: { rule: "P-1", approvers: 1 },
  });
});
