import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import type { Policy } from "#lib/domain/policy.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import { commentRequest } from "./comment-request.ts";
import { liftFreeze } from "./freeze.ts";
import { askToLinkPersons, confirmPersonLink } from "./link-persons.ts";
import { pauseExecution, resumeExecution } from "./pause-execution.ts";
import { draftPolicy, publishPolicy } from "./publish-policy.ts";
import { extendReview, handOverReview } from "./review-suspension.ts";
import { settleRequest } from "./settle-request.ts";
import { openScene, wendy } from "./test-scene.ts";

const day = 24 * 3_600_000;

test("while execution is paused approvals go on and nothing is claimed; two people resume it", async () => {
  const scene = await openScene();
  const ada = await scene.person("Ada Novak", ["administrator"]);
  const request = await scene.ask(scene.ana, wendy);
  await pauseExecution(scene.services, ada, { reason: "We look at a false alarm" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.pass(1_000);
  expect(await scene.statusOf(request.key)).toBe("approved");
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);

  expect(await resumeExecution(scene.services, ada, { reason: "Looked at" })).toEqual({ running: false });
  const again = resumeExecution(scene.services, ada, { reason: "Again" });
  await expect(again).rejects.toMatchObject({ code: "second_person_needed" });
  await scene.pass(1_000);
  expect(await scene.statusOf(request.key)).toBe("approved");
  expect(await resumeExecution(scene.services, scene.ivo, { reason: "Confirmed" })).toEqual({
    running: true,
  });
  await scene.pass(1_000);
  expect(await scene.statusOf(request.key)).toBe("succeeded");
  expect(await scene.types("installation")).toEqual(
    expect.arrayContaining(["execution.paused", "execution.resumed"]),
  );
});

test("an analyst can't pause execution", async () => {
  const scene = await openScene();
  const pause = pauseExecution(scene.services, scene.ana, { reason: "no" });
  await expect(pause).rejects.toMatchObject({ code: "role_missing" });
});

test("from the request for their suspension on a member decides nothing, and their votes are void", async () => {
  const scene = await openScene();
  const subject = "ivo.marek@acme.example";
  const waiting = await scene.ask(scene.ana, wendy, "suspend");
  const [two] = [await scene.person("Olga Third", ["iam_lead"])];
  const accusation = await scene.ask(scene.ana, subject);
  await expect(scene.decide(scene.ivo, waiting.key)).rejects.toMatchObject({ code: "under_investigation" });
  await expect(scene.ask(scene.ivo, "samira.haidari@acme.example")).rejects.toMatchObject({
    code: "under_investigation",
  });
  expect(await scene.types(accusation.caseKey)).toContain("person.frozen");

  // Denied: the accusation is settled, and Ivo decides again.
  await scene.decide(two, accusation.key, "deny");
  await scene.decide(scene.ivo, waiting.key);
  await scene.settle();
  expect(await scene.statusOf(waiting.key)).toBe("succeeded");
});

test("what a suspect asked for is confirmed by nobody, and asked for anew by the next who comes", async () => {
  const scene = await openScene();
  const olga = await scene.person("Olga Third", ["iam_lead"]);
  await pauseExecution(scene.services, scene.ines, { reason: "We look at a false alarm" });
  await resumeExecution(scene.services, scene.ivo, { reason: "Nothing to see" });
  const { rules } = shippedPolicy({ demo: false });
  const draft = await draftPolicy(scene.services, scene.ivo, { name: "Ours", rules });
  const accusation = await scene.ask(scene.ana, "ivo.marek@acme.example");

  const publish = () => publishPolicy(scene.services, olga, draft);
  await expect(publish()).rejects.toMatchObject({ code: "asker_untrusted" });
  const resume = (reason: string) => resumeExecution(scene.services, olga, { reason });
  expect(await resume("Looked at it myself")).toEqual({ running: false });

  // Denied: the accusation is settled, and what Ivo asked for counts again.
  await scene.decide(scene.ines, accusation.key, "deny");
  await publish();
  expect(await resumeExecution(scene.services, scene.ivo, { reason: "Confirmed" })).toEqual({
    running: true,
  });
});

test("a vote of somebody who comes under investigation ends what it was given to", async () => {
  const scene = await openScene();
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  const back = await scene.ask(scene.ana, wendy, "reactivate");
  await scene.decide(scene.ivo, back.key);
  expect(await scene.statusOf(back.key)).toBe("pending");
  await scene.ask(scene.ana, "ivo.marek@acme.example");
  const ended = await scene.services.stores.requests.byKey(back.key);
  expect(ended).toMatchObject({ status: "stale", staleDifference: "an approver is under investigation" });
});

test("an IAM lead who is neither accuser nor accused lifts a freeze, with a reason", async () => {
  const scene = await openScene();
  const imani = await scene.person("Imani Osei", ["analyst", "iam_lead"]);
  const waiting = await scene.ask(scene.ana, wendy);
  await scene.ask(imani, "ivo.marek@acme.example");
  const lift = { personId: scene.ivo.personId, reason: "Forged alert, checked with the sender" };
  await expect(liftFreeze(scene.services, scene.ivo, lift)).rejects.toMatchObject({
    code: "under_investigation",
  });
  await expect(liftFreeze(scene.services, imani, lift)).rejects.toMatchObject({
    code: "second_person_needed",
  });
  await expect(liftFreeze(scene.services, scene.ines, { ...lift, reason: " " })).rejects.toMatchObject({
    code: "reason_missing",
  });
  await liftFreeze(scene.services, scene.ines, lift);
  await scene.decide(scene.ivo, waiting.key);
});

test("two accounts of one person are linked by two others, and count as one for votes already given", async () => {
  const scene = await openScene();
  const second = await scene.person("Ana Admin", ["iam_lead"], "a.ruiz@acme.example");
  const ada = await scene.person("Ada Novak", ["administrator"]);
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  const back = await scene.ask(scene.ana, wendy, "reactivate");
  await scene.decide(second, back.key);

  const link = { personId: scene.ana.personId, otherPersonId: second.personId, reason: "Same badge" };
  await expect(askToLinkPersons(scene.services, second, link)).rejects.toMatchObject({
    code: "second_person_needed",
  });
  const { id } = await askToLinkPersons(scene.services, ada, link);
  await expect(confirmPersonLink(scene.services, ada, { id })).rejects.toMatchObject({
    code: "second_person_needed",
  });
  expect(await scene.statusOf(back.key)).toBe("pending");
  await confirmPersonLink(scene.services, scene.ines, { id });
  expect((await scene.services.stores.requests.byKey(back.key))?.staleDifference).toBe(
    "two of the accounts were found to be one person",
  );
  const next = await scene.ask(scene.ana, wendy, "reactivate");
  await expect(scene.decide(second, next.key)).rejects.toMatchObject({ code: "self_approval" });
});

test("a suspension has to be looked at again on its date; extending it a second time takes two people", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const review = () => scene.services.stores.governance.review(request.id);
  expect(await review()).toMatchObject({ status: "planned", extensions: 0 });
  await scene.pass(3 * day);
  expect(await review()).toMatchObject({ status: "due" });
  expect(await scene.stateOf(scene.wendyId)).toBe("SUSPENDED");

  const until = (days: number) => new Date(scene.services.clock.now().getTime() + days * day);
  const first = { requestKey: request.key, until: until(2), reason: "Forensics not done" };
  expect(await extendReview(scene.services, scene.ana, first)).toEqual({ extended: true });
  await scene.pass(2 * day);
  const second = { requestKey: request.key, until: until(2), reason: "Still not done" };
  expect(await extendReview(scene.services, scene.ana, second)).toEqual({ extended: false });
  await expect(extendReview(scene.services, scene.ana, second)).rejects.toMatchObject({
    code: "second_person_needed",
  });
  expect(await extendReview(scene.services, scene.ivo, second)).toEqual({ extended: true });
  await handOverReview(scene.services, scene.ana, {
    requestKey: request.key,
    ticket: "HR-77",
    reason: "Leaves the company",
  });
  expect(await review()).toMatchObject({ status: "handed_over", ticket: "HR-77", extensions: 2 });
});

test("a reactivation ends the review of the suspension", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const back = await scene.ask(scene.ana, wendy, "reactivate");
  await scene.decide(scene.ines, back.key);
  await scene.settle();
  expect(await scene.services.stores.governance.review(request.id)).toMatchObject({ status: "done" });
});

test("a state that moves after a success, not through us, opens the case again", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  await scene.pass(30_000);
  expect(await scene.statusOf(request.key)).toBe("succeeded");
  expect((await scene.services.stores.cases.byKey(request.caseKey))?.status).toBe("triage");
  const notices = await scene.services.stores.governance.noticesOf(scene.ana.personId, 10);
  expect(notices.map(({ kind }) => kind)).toContain("needs_attention");
});

test("readings that disagree need a person, and two fresh readings settle it once all is quiet", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.pass(1_000);
  await scene.control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  await scene.pass(2_000);
  expect(await scene.statusOf(request.key)).toBe("needs_attention");
  const settle = (reason = "Looked at both sides") =>
    settleRequest(scene.services, scene.ivo, { requestKey: request.key, reason });
  await expect(settle()).rejects.toMatchObject({ code: "not_quiet_yet" });
  await expect(settle(" ")).rejects.toMatchObject({ code: "reason_missing" });
  await scene.pass(110_000);
  expect(await settle()).toEqual({ key: request.key, status: "failed" });
});

test("a policy is published by a second person, and what it asks more of becomes stale", async () => {
  const scene = await openScene();
  const waiting = await scene.ask(scene.ana, wendy);
  const strict: Policy["rules"] = structuredClone(shippedPolicy({ demo: false }).rules);
  for (const rule of strict) rule.then.approvers = Math.max(2, rule.then.approvers);
  const draft = await draftPolicy(scene.services, scene.ines, { name: "Two everywhere", rules: strict });
  await expect(publishPolicy(scene.services, scene.ines, draft)).rejects.toMatchObject({
    code: "second_person_needed",
  });
  expect(await scene.statusOf(waiting.key)).toBe("pending");
  await publishPolicy(scene.services, scene.ivo, draft);
  expect((await scene.services.stores.requests.byKey(waiting.key))?.staleDifference).toBe(
    "the policy now asks for 2 approvers, not 1",
  );
  const next = await scene.ask(scene.ana, wendy);
  expect(next).toMatchObject({ needed: 2, policy: { id: "countersign", version: 1 } });
});

test("a comment is an entry and reaches the requester; the other approvers hear what is handled", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const comment = { requestKey: request.key, text: "Is she travelling?", idempotencyKey: uuidv7() };
  const lead = await scene.person("Lena Both", ["analyst", "iam_lead"]);
  await commentRequest(scene.services, lead, comment);
  await commentRequest(scene.services, lead, comment);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const kinds = async (personId: string) =>
    (await scene.services.stores.governance.noticesOf(personId, 10)).map(({ kind }) => kind).reverse();
  expect(await kinds(scene.ana.personId)).toEqual(["comment", "request_decided", "request_settled"]);
  expect(await kinds(scene.ivo.personId)).toEqual(["request_waiting", "request_decided"]);
  expect((await scene.types(request.caseKey)).filter((type) => type === "request.commented")).toHaveLength(1);
});
