import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import type { PersonActor } from "#lib/domain/actor.ts";
import { commentRequest } from "./comment-request.ts";
import { liftFreeze } from "./freeze.ts";
import { pauseExecution } from "./pause-execution.ts";
import { previewRequest } from "./preview-request.ts";
import { requestAction } from "./request-action.ts";
import { openScene, wendy } from "./test-scene.ts";
import { viewRequest } from "./view-approvals.ts";
import { viewCase } from "./view-case.ts";
import { readNotices, viewNotices, viewQuorum, viewReviews } from "./view-governance.ts";
import { viewStanding } from "./view-standing.ts";

const day = 24 * 3_600_000;

test("whoever is under investigation reads why every request of theirs is refused, before they write one", async () => {
  const scene = await openScene();
  const { services, ivo } = scene;
  const other = await scene.ask(scene.ana, wendy);
  const accusation = await scene.ask(scene.ana, "ivo.marek@acme.example");
  const { rights } = await viewCase(services, ivo, { key: other.caseKey });
  expect(rights.requestSuspension).toMatchObject({ allowed: false, code: "under_investigation" });
  expect(rights.requestReactivation).toMatchObject({ allowed: false, code: "under_investigation" });
  const seen = await viewRequest(services, ivo, { id: other.key });
  expect(seen.rights.approve).toMatchObject({ allowed: false, code: "under_investigation" });
  const preview = await previewRequest(services, ivo, { caseKey: other.caseKey, action: "suspend" });
  expect(preview.blocked).toBe(true);
  expect(await viewStanding(services, ivo)).toMatchObject({ frozenBy: accusation.key });
  expect(await viewStanding(services, scene.ines)).toMatchObject({ frozenBy: null });
});

test("the quorum leaves out who is frozen; neither they nor the accuser may lift it, somebody else may", async () => {
  const scene = await openScene();
  const { services, ivo } = scene;
  const imani = await scene.person("Imani Osei", ["analyst", "iam_lead"]);
  const accusation = await scene.ask(imani, "ivo.marek@acme.example");
  const frozenFor = async (actor: PersonActor) => (await viewQuorum(services, actor)).frozen[0];
  expect((await viewQuorum(services, scene.ana)).able.toSorted()).toEqual(["Imani Osei", "Ines Lindqvist"]);
  expect(await frozenFor(scene.ana)).toMatchObject({
    name: "Ivo Marek",
    requestKey: accusation.key,
    liftable: { allowed: false, code: "role_missing" },
  });
  expect(await frozenFor(imani)).toMatchObject({ liftable: { code: "second_person_needed" } });
  expect(await frozenFor(ivo)).toMatchObject({ liftable: { code: "under_investigation" } });
  expect(await frozenFor(scene.ines)).toMatchObject({ liftable: { allowed: true } });
  await liftFreeze(services, scene.ines, { personId: ivo.personId, reason: "Forged" });
  expect(await viewQuorum(services, scene.ines)).toMatchObject({ frozen: [] });
  expect((await viewQuorum(services, scene.ines)).able).toContain("Ivo Marek");
});

test("a request shows its answers, its review date and what was said about it, in the order in which it was said", async () => {
  const scene = await openScene();
  const { services, ana, ines } = scene;
  const lead = await scene.person("Lena Both", ["analyst", "iam_lead"]);
  await scene.control(`/users/${scene.wendyId}`, { state: "SUSPENDED" });
  const filed = await scene.signal(wendy);
  const checklist = { personVerified: "yes", how: "Called back", credentials: "listed" } as const;
  const back = await requestAction(services, ana, {
    caseKey: filed.caseKey ?? "",
    action: "reactivate",
    reason: "Verified",
    causes: [],
    idempotencyKey: uuidv7(),
    checklist,
  });
  const say = (actor: PersonActor, text: string) =>
    commentRequest(services, actor, { requestKey: back.key, text, idempotencyKey: uuidv7() });
  await say(lead, "Is she back?");
  await say(ana, "Yes, since Monday");
  const seen = await viewRequest(services, ines, { id: back.key });
  expect(seen).toMatchObject({ checklist, reviewBy: null, owner: "Ana Ruiz" });
  expect(seen.comments.map(({ author, text }) => `${author}: ${text}`)).toEqual([
    "Lena Both: Is she back?",
    "Ana Ruiz: Yes, since Monday",
  ]);
});

test("a review whose date has come is counted, shown in its case, and told to whoever asked", async () => {
  const scene = await openScene();
  const { services, ana } = scene;
  const request = await scene.ask(ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const reviewed = async () => (await viewCase(services, ana, { key: request.caseKey })).review;
  expect(await reviewed()).toMatchObject({ requestKey: request.key, status: "planned" });
  expect(await viewStanding(services, ana)).toMatchObject({ reviewsDue: 0 });
  await scene.pass(3 * day);
  expect(await reviewed()).toMatchObject({ status: "due", rights: { extend: { allowed: true } } });
  expect(await viewStanding(services, ana)).toMatchObject({ reviewsDue: 1 });
  expect((await viewReviews(services, ana)).map(({ status }) => status)).toEqual(["due"]);
  const told = await viewNotices(services, ana);
  expect(told.items[0]).toMatchObject({ kind: "review_due", caseKey: request.caseKey, unread: true });
  expect(await viewStanding(services, ana)).toMatchObject({ unreadNotices: told.unread });
  await readNotices(services, ana);
  expect(await viewStanding(services, ana)).toMatchObject({ unreadNotices: 0 });
});

test("a pause stands on everybody's pages: who, since when, why", async () => {
  const scene = await openScene();
  expect(await viewStanding(scene.services, scene.ana)).toMatchObject({ paused: null });
  await pauseExecution(scene.services, scene.ivo, { reason: "A forged alert" });
  expect(await viewStanding(scene.services, scene.ana)).toMatchObject({
    paused: {
      by: "Ivo Marek",
      reason: "A forged alert",
      since: scene.services.clock.now().toISOString(),
    },
  });
});

test("an IAM lead can settle what needs attention once no call can land any more, and reads until when it can't", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.pass(1_000);
  await scene.control(`/users/${scene.wendyId}`, { state: "ACTIVE" });
  await scene.pass(2_000);
  const right = async (actor: PersonActor) =>
    (await viewRequest(scene.services, actor, { id: request.key })).rights.settle;
  expect(await right(scene.ana)).toMatchObject({ allowed: false, code: "role_missing" });
  expect(await right(scene.ivo)).toMatchObject({ allowed: false, code: "not_quiet_yet" });
  await scene.pass(110_000);
  expect(await right(scene.ivo)).toEqual({ allowed: true });
});
