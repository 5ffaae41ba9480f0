import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { decideRequest } from "./decide-request.ts";
import { requestAction } from "./request-action.ts";
import { openScene, wendy } from "./test-scene.ts";
import { openTestWorld } from "./test-world.ts";
import { withdrawRequest } from "./withdraw-request.ts";
import { viewRequest } from "./view-approvals.ts";

test("a suspension travels from one person to a second person to 1Password and back by another pair", async () => {
  const scene = await openScene();
  const suspension = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, suspension.key);
  await scene.settle();

  const done = await scene.services.stores.requests.byKey(suspension.key);
  expect(done?.status).toBe("succeeded");
  expect(done?.outcome).toMatchObject({
    how: "answered",
    before: { state: "ACTIVE" },
    answer: { state: "SUSPENDED" },
    after: { state: "SUSPENDED" },
  });
  expect(done?.holdsUser).toBe(false);

  const way = await scene.ask(scene.ivo, wendy, "reactivate");
  await scene.decide(scene.ines, way.key);
  await scene.settle();
  expect(await scene.statusOf(way.key)).toBe("succeeded");

  const effects = await scene.effectsOn(scene.wendyId);
  expect(effects.map(({ application, after }) => ({ application, after }))).toEqual([
    { application: "suspend", after: "SUSPENDED" },
    { application: "reactivate", after: "ACTIVE" },
  ]);
  expect(effects.map(({ requestId }) => requestId)).toEqual([suspension.workflowId, way.workflowId]);
  expect(await scene.types(suspension.caseKey)).toEqual(
    expect.arrayContaining([
      "case.opened",
      "signal.received",
      "request.submitted",
      "request.approved",
      "request.claimed",
      "call.intended",
      "call.answered",
      "outcome.settled",
    ]),
  );
});

test("the requester cannot approve, whatever their roles, and the attempt is an entry", async () => {
  const scene = await openScene();
  const both = await scene.person("Olga Both", ["analyst", "iam_lead", "administrator"]);
  const request = await scene.ask(both, wendy);
  await expect(scene.decide(both, request.key)).rejects.toMatchObject({ code: "self_approval" });
  expect(await scene.statusOf(request.key)).toBe("pending");
  expect(await scene.services.stores.requests.votes(request.id)).toEqual([]);
  expect(await scene.types(request.caseKey)).toContain("decision.refused");
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);
});

test("the person whom it is about cannot approve, by an equal e-mail in another case", async () => {
  const scene = await openScene();
  const subject = await scene.person("Wendy Appleseed", ["iam_lead"], "Wendy.Appleseed@ACME.example");
  const request = await scene.ask(scene.ana, wendy);
  await expect(scene.decide(subject, request.key)).rejects.toMatchObject({ code: "subject_decides" });
});

test("an analyst cannot approve somebody else's request", async () => {
  const scene = await openScene();
  const ben = await scene.person("Ben Okafor", ["analyst"]);
  const request = await scene.ask(scene.ana, wendy);
  await expect(scene.decide(ben, request.key)).rejects.toMatchObject({ code: "role_missing" });
});

test("a decision on another digest or version is not counted", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const decision = { requestKey: request.key, decision: "approve" as const, reason: "Looks right" };
  const other = { ...decision, digest: "0".repeat(64), version: request.version };
  await expect(decideRequest(scene.services, scene.ines, other)).rejects.toMatchObject({
    code: "digest_mismatch",
  });
  const older = { ...decision, digest: request.digest, version: request.version + 1 };
  await expect(decideRequest(scene.services, scene.ines, older)).rejects.toMatchObject({
    code: "digest_mismatch",
  });
  expect(await scene.statusOf(request.key)).toBe("pending");
});

test("the same approval sent twenty times at once is one vote and one effect", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const { digest, version, key } = request;
  const same = { requestKey: key, decision: "approve" as const, reason: "Certain", digest, version };
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, () => decideRequest(scene.services, scene.ines, same)),
  );
  await scene.settle();
  expect(answers).toEqual(answers.map(() => ({ status: "fulfilled", value: { key, decision: "approve" } })));
  await scene.settle();
  expect(await scene.types(request.caseKey)).not.toContain("decision.refused");
  expect(await scene.services.stores.requests.votes(request.id)).toHaveLength(1);
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(1);
  expect((await scene.types(request.caseKey)).filter((type) => type === "request.approved")).toHaveLength(1);
});

test("two approvers at the same moment are one execution", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const answers = await Promise.allSettled([
    scene.decide(scene.ines, request.key),
    scene.decide(scene.ivo, request.key),
  ]);
  await scene.settle();
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(1);
});

test("one denial is enough, and nothing is sent", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key, "deny");
  await expect(scene.decide(scene.ivo, request.key)).rejects.toMatchObject({ code: "request_not_pending" });
  await scene.pass(60_000);
  expect(await scene.statusOf(request.key)).toBe("denied");
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);
});

test("only the requester withdraws what is pending, and an approval after it is refused", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const withdrawal = { requestKey: request.key, reason: "" };
  await expect(withdrawRequest(scene.services, scene.ines, withdrawal)).rejects.toMatchObject({
    code: "not_the_requester",
  });
  await withdrawRequest(scene.services, scene.ana, withdrawal);
  await expect(scene.decide(scene.ines, request.key)).rejects.toMatchObject({ code: "request_not_pending" });
  expect(await scene.statusOf(request.key)).toBe("withdrawn");
});

test("an approval in the very millisecond of the limit is too late", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const left = request.expiresAt.getTime() - scene.services.clock.now().getTime();
  const late = scene.decide.bind(null, { ...scene.ines, authTime: request.expiresAt }, request.key);
  await scene.pass(left);
  await expect(late()).rejects.toMatchObject({ code: "request_expired" });
  expect(await scene.statusOf(request.key)).toBe("expired");
});

test("a state changed from outside makes the request stale, with what changed", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  await expect(scene.decide(scene.ines, request.key)).rejects.toMatchObject({ code: "state_changed" });
  const stale = await scene.services.stores.requests.byKey(request.key);
  expect(stale?.status).toBe("stale");
  expect(stale?.staleDifference).toBe("state ACTIVE → SUSPENDED");
});

test("an old sign-in needs a new one before it counts", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.pass(16 * 60_000);
  await expect(scene.decide(scene.ines, request.key)).rejects.toMatchObject({ code: "step_up_required" });
  await scene.decide({ ...scene.ines, authTime: scene.services.clock.now() }, request.key);
});

test("no second request for the same user and action while one is open", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await expect(scene.ask(scene.ivo, wendy)).rejects.toMatchObject({
    code: "open_request_exists",
    details: { request: request.key },
  });
});

test("the same submission sent again is the same request", async () => {
  const scene = await openScene();
  const filed = await scene.signal(wendy);
  const submission = {
    caseKey: filed.caseKey ?? "",
    action: "suspend" as const,
    reason: "Seen twice",
    causes: [],
    idempotencyKey: uuidv7(),
  };
  const first = await requestAction(scene.services, scene.ana, submission);
  expect(await requestAction(scene.services, scene.ana, submission)).toEqual(first);
  const other = { ...submission, reason: "Something else" };
  await expect(requestAction(scene.services, scene.ana, other)).rejects.toMatchObject({
    code: "idempotency_mismatch",
  });
});

test("no request is made on a state that could not be read", async () => {
  const scene = await openScene();
  const filed = await scene.signal(wendy);
  await scene.control("/faults", {
    match: { op: "get", times: "always" },
    fault: "status",
    args: { code: 403 },
  });
  const submission = {
    caseKey: filed.caseKey ?? "",
    action: "suspend" as const,
    reason: "Seen twice",
    causes: [],
    idempotencyKey: uuidv7(),
  };
  await expect(requestAction(scene.services, scene.ana, submission)).rejects.toMatchObject({
    code: "state_unread",
  });
});

test("a request needs somebody else who could approve it", async () => {
  const world = await openTestWorld();
  const lead = await world.person("Only Lead", ["analyst", "iam_lead"]);
  await expect(world.ask(lead, wendy)).rejects.toMatchObject({ code: "not_enough_approvers" });
});

test("reactivating somebody whom the console didn't suspend needs two approvers", async () => {
  const scene = await openScene();
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  const request = await scene.ask(scene.ana, wendy, "reactivate");
  expect(request.needed).toBe(2);
  await scene.decide(scene.ines, request.key);
  expect(await scene.statusOf(request.key)).toBe("pending");
  // Who decided already isn't named among those who still can.
  const seen = await viewRequest(scene.services, scene.ana, { id: request.key });
  expect(seen.eligibleApprovers).toEqual(["Ivo Marek"]);
  await scene.decide(scene.ivo, request.key);
  await scene.settle();
  expect(await scene.statusOf(request.key)).toBe("succeeded");
});
