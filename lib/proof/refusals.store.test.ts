import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { makeKeyActor } from "#lib/domain/actor.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import { decideRequest } from "#lib/use-cases/decide-request.ts";
import { pauseExecution, resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { draftPolicy, publishPolicy } from "#lib/use-cases/publish-policy.ts";
import { requestAction } from "#lib/use-cases/request-action.ts";
import { settleRequest } from "#lib/use-cases/settle-request.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import { closeCase } from "#lib/use-cases/work-case.ts";

// The refusals that no other test provokes. `refusal-codes.test.ts` says which test stands for which code.

const askIn = (caseKey: string, given: Partial<Parameters<typeof requestAction>[2]> = {}) => ({
  caseKey,
  action: "suspend" as const,
  reason: "Token used from two countries",
  causes: [],
  idempotencyKey: uuidv7(),
  ...given,
});

test("execution is paused once, and resumed only where it is paused", async () => {
  const { services, ivo } = await openScene();
  const reason = { reason: "A false alarm" };
  await expect(resumeExecution(services, ivo, reason)).rejects.toMatchObject({ code: "execution_running" });
  await pauseExecution(services, ivo, reason);
  await expect(pauseExecution(services, ivo, reason)).rejects.toMatchObject({ code: "execution_paused" });
});

test("what is being carried out, or has ended, can't be withdrawn", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const withdrawal = { requestKey: request.key, reason: "Changed my mind" };
  for (const status of ["unknown", "succeeded"]) {
    expect(await scene.statusOf(request.key)).toBe(status);
    await expect(withdrawRequest(scene.services, scene.ana, withdrawal)).rejects.toMatchObject({
      code: "request_under_way",
    });
    await scene.pass(1_000);
    await scene.pass(2_000);
  }
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(1);
});

test("nobody is suspended who is suspended already, and no case is asked for without its own signals", async () => {
  const scene = await openScene();
  const { caseKey } = await scene.signal(wendy);
  const foreign = askIn(caseKey ?? "", { causes: [uuidv7()] });
  await expect(requestAction(scene.services, scene.ana, foreign)).rejects.toMatchObject({
    code: "case_without_signal",
  });
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  await expect(requestAction(scene.services, scene.ana, askIn(caseKey ?? ""))).rejects.toMatchObject({
    code: "state_unfit",
  });
  await expect(requestAction(scene.services, scene.ana, askIn("IR-999999"))).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await scene.services.stores.requests.ofSubject(scene.wendyId, 10)).toEqual([]);
});

test("a case with an open request isn't closed, and in a closed one nothing is asked for", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const close = { caseKey: request.caseKey, verdict: "benign" as const, reason: "Travelling" };
  await expect(closeCase(scene.services, scene.ana, close)).rejects.toMatchObject({
    code: "case_has_open_request",
  });
  await withdrawRequest(scene.services, scene.ana, { requestKey: request.key, reason: "" });
  await closeCase(scene.services, scene.ana, close);
  await expect(requestAction(scene.services, scene.ana, askIn(request.caseKey))).rejects.toMatchObject({
    code: "case_closed",
  });
});

test("what the policy forbids is neither asked for nor approved, and a draft is published once", async () => {
  const scene = await openScene();
  const waiting = await scene.ask(scene.ana, wendy);
  const { rules } = shippedPolicy({ demo: false });
  for (const rule of rules) rule.then.permitted = false;
  const draft = await draftPolicy(scene.services, scene.ines, { name: "Nothing", rules });
  await publishPolicy(scene.services, scene.ivo, draft);
  await expect(publishPolicy(scene.services, scene.ivo, draft)).rejects.toMatchObject({
    code: "changed_meanwhile",
  });
  await expect(requestAction(scene.services, scene.ana, askIn(waiting.caseKey))).rejects.toMatchObject({
    code: "policy_forbids",
  });
  expect(await scene.statusOf(waiting.key)).toBe("stale");
});

test("a second approval by the same person is refused when it isn't a repetition of the first", async () => {
  const scene = await openScene();
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  const request = await scene.ask(scene.ana, wendy, "reactivate");
  await scene.decide(scene.ines, request.key);
  await expect(scene.decide(scene.ines, request.key, "deny")).rejects.toMatchObject({
    code: "already_voted",
  });
  expect(await scene.services.stores.requests.votes(request.id)).toHaveLength(1);
});

test("a key decides nothing and withdraws nothing, whatever its scopes", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const key = makeKeyActor({ keyId: uuidv7(), name: "SOAR", scopes: ["cases:read", "requests:propose"] });
  const { digest, version } = request;
  const approve = { requestKey: request.key, decision: "approve" as const, reason: "x", digest, version };
  const refused = { code: "machine_may_not" };
  await expect(decideRequest(scene.services, key, approve)).rejects.toMatchObject(refused);
  await expect(requestAction(scene.services, key, askIn(request.caseKey))).rejects.toMatchObject(refused);
  const withdrawal = { requestKey: request.key, reason: "x" };
  await expect(withdrawRequest(scene.services, key, withdrawal)).rejects.toMatchObject(refused);
  expect(await scene.statusOf(request.key)).toBe("pending");
});

test("needs_attention is not settled on readings that differ", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.pass(1_000);
  await scene.control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  await scene.pass(2_000);
  await scene.pass(110_000);
  await scene.control("/faults", { match: { op: "get" }, fault: "wrong_state" });
  const settle = settleRequest(scene.services, scene.ivo, { requestKey: request.key, reason: "Looked" });
  await expect(settle).rejects.toMatchObject({ code: "readings_disagree" });
  expect(await scene.statusOf(request.key)).toBe("needs_attention");
});
