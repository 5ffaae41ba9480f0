import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { makeKeyActor, makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { markedCauses, readPayload } from "#lib/domain/request-payload.ts";
import { Conflict } from "#lib/ports/store.ts";
import { sealPayload } from "#lib/log/digest.ts";
import { adoptProposal } from "./adopt-proposal.ts";
import { dismissProposal } from "./dismiss-proposal.ts";
import { proposeRequest } from "./propose-request.ts";
import { requestAction } from "./request-action.ts";
import { openScene, wendy } from "./test-scene.ts";

const day = 24 * 3_600_000;

async function openProposals() {
  const scene = await openScene();
  const filed = await scene.signal(wendy);
  const caseKey = filed.caseKey ?? "";
  const machine = makeKeyActor({ keyId: "key-1", name: "SOAR", scopes: ["requests:propose"] });
  const propose = (given: Partial<Parameters<typeof proposeRequest>[2]> = {}) =>
    proposeRequest(scene.services, machine, {
      caseKey,
      action: "suspend",
      reason: "Rule impossible-travel fired twice",
      idempotencyKey: uuidv7(),
      ...given,
    });
  const adopt = (actor: typeof scene.ana, requestKey: string, given = {}) =>
    adoptProposal(scene.services, actor, {
      requestKey,
      reason: "Checked the sessions: two countries",
      causes: [],
      idempotencyKey: uuidv7(),
      ...given,
    });
  const load = async (key: string) => {
    const found = await scene.services.stores.requests.byKey(key);
    if (!found) throw new Error(`${key} is not there`);
    return found;
  };
  return { ...scene, caseKey, machine, propose, adopt, load };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : String(error);
}

test("a proposal is nobody's request: no case moves, nobody can decide on it, and nothing is ever sent", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  const proposal = await scene.load(key);
  expect(proposal).toMatchObject({ status: "proposed", requesterPersonId: null, proposedBy: "key:key-1" });
  expect((await scene.services.stores.cases.byKey(scene.caseKey))?.status).toBe("new");
  expect(await codeOf(scene.decide(scene.ines, key))).toBe("request_not_pending");
  await scene.pass(1_000);
  expect(await scene.statusOf(key)).toBe("proposed");
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);
});

test("who adopts a proposal is its requester, of a digest of their own, and can't approve it", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  const proposal = await scene.load(key);
  expect(await scene.adopt(scene.ines, key)).toEqual({ key });
  const request = await scene.load(key);
  expect(request).toMatchObject({
    id: proposal.id,
    status: "pending",
    requesterPersonId: scene.ines.personId,
    proposedBy: "key:key-1",
    reason: "Checked the sessions: two countries",
    version: proposal.version + 1,
  });
  expect(request.digest).not.toBe(proposal.digest);
  const payload = readPayload(request.payload);
  expect(sealPayload(payload).digest).toBe(request.digest);
  expect(payload).toMatchObject({
    requesterPersonId: scene.ines.personId,
    requestKey: key,
    reason: request.reason,
  });
  expect((await scene.services.stores.cases.byKey(scene.caseKey))?.status).toBe("awaiting_approval");

  expect(await codeOf(scene.decide(scene.ines, key))).toBe("self_approval");
  await scene.decide(scene.ivo, key);
  await scene.pass(1_000);
  expect(await scene.statusOf(key)).toBe("succeeded");
  expect(await scene.stateOf(scene.wendyId)).toBe("SUSPENDED");
  expect(await scene.types(scene.caseKey)).toEqual(
    expect.arrayContaining(["request.proposed", "request.submitted", "request.approved"]),
  );
});

test("what the adopter says of causes, narrower steps and the owner stands in what the approver decides on", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  const [signal] = markedCauses(readPayload((await scene.load(key)).payload)).map(({ id }) => id);
  const said = {
    marks: [{ signal: signal ?? "", validated: true, how: "Called her on the desk phone" }],
    narrower: { done: [], notPossible: "The identity provider is down" },
    named: { who: "Ops lead on call", informed: true },
  };
  await scene.adopt(scene.ines, key, said);
  expect(readPayload((await scene.load(key)).payload)).toMatchObject({
    causes: [{ id: signal, validated: true, how: "Called her on the desk phone" }],
    narrower: said.narrower,
    named: said.named,
  });
});

test("adopting makes every check of asking: role, freeze, state, other open request, reason", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  expect(await codeOf(scene.adopt(scene.aud, key))).toBe("role_missing");
  expect(await codeOf(scene.adopt(scene.ana, key, { reason: " " }))).toBe("reason_missing");
  expect(
    await codeOf(
      adoptProposal(scene.services, scene.machine, {
        requestKey: key,
        reason: "Still so",
        causes: [],
        idempotencyKey: uuidv7(),
      }),
    ),
  ).toBe("machine_may_not");
  const own = await requestAction(scene.services, scene.ana, {
    caseKey: scene.caseKey,
    action: "suspend",
    reason: "Seen myself",
    causes: [],
    idempotencyKey: uuidv7(),
  });
  expect(await codeOf(scene.adopt(scene.ines, key))).toBe("open_request_exists");
  await scene.decide(scene.ines, own.key);
  await scene.pass(1_000);
  expect(await codeOf(scene.adopt(scene.ines, key))).toBe("state_unfit");
  expect(await scene.statusOf(key)).toBe("proposed");
});

test("a proposal is adopted once, also by two people at once", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  const both = await Promise.allSettled([scene.adopt(scene.ana, key), scene.adopt(scene.ines, key)]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const after = await scene.load(key);
  expect(after.version).toBe(2);
  expect([scene.ana.personId, scene.ines.personId]).toContain(after.requesterPersonId);
  expect(["request_not_pending", "open_request_exists"]).toContain(await codeOf(scene.adopt(scene.ivo, key)));
});

test("the same press to adopt, sent again, is one request", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  const idempotencyKey = uuidv7();
  await scene.adopt(scene.ana, key, { idempotencyKey });
  const entries = await scene.types(scene.caseKey);
  expect(await scene.adopt(scene.ana, key, { idempotencyKey })).toEqual({ key });
  expect(await scene.types(scene.caseKey)).toEqual(entries);
});

test("a person dismisses a proposal with a reason; what was adopted can't be dismissed", async () => {
  const scene = await openProposals();
  const first = await scene.propose();
  const dismiss = (actor: typeof scene.ana, requestKey: string, reason: string) =>
    dismissProposal(scene.services, actor, { requestKey, reason });
  expect(await codeOf(dismiss(scene.ana, first.key, " "))).toBe("reason_missing");
  expect(await codeOf(dismiss(scene.aud, first.key, "No"))).toBe("role_missing");
  await dismiss(scene.ana, first.key, "The traveller called in");
  expect(await scene.statusOf(first.key)).toBe("withdrawn");
  expect(await codeOf(scene.adopt(scene.ana, first.key))).toBe("request_not_pending");

  const second = await scene.propose();
  await scene.adopt(scene.ana, second.key);
  expect(await codeOf(dismiss(scene.ines, second.key, "No"))).toBe("request_not_pending");
});

test("a proposal expires by the clock, and is adopted neither in that very millisecond nor later", async () => {
  const scene = await openProposals();
  const { key } = await scene.propose();
  const before = await scene.load(key);
  expect(before.expiresAt.getTime() - before.createdAt.getTime()).toBe(day);
  await scene.pass(day);
  expect(await scene.statusOf(key)).toBe("expired");
  expect(await codeOf(scene.adopt(scene.ana, key))).toBe("request_not_pending");
  // The way is free for another one.
  expect((await scene.propose()).key).not.toBe(key);
});

test("of one user and action there is one proposal, whoever proposes how often, and the database says so too", async () => {
  const scene = await openProposals();
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => scene.propose()));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refusals = tries.filter((one) => one.status === "rejected").map(({ reason }) => reason as unknown);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "open_request_exists" });
  const { stores } = scene.services;
  const row = await stores.requests.proposalFor(scene.wendyId, "suspend");
  if (!row) throw new Error("There is no proposal.");
  const second = stores.commit([stores.requests.insert({ ...row, id: uuidv7(), key: "REQ-99999" })]);
  await expect(second).rejects.toBeInstanceOf(Conflict);
});

test("the same proposal sent again is the same one, and with another content it is refused", async () => {
  const scene = await openProposals();
  const idempotencyKey = uuidv7();
  const first = await scene.propose({ idempotencyKey });
  const entries = (await scene.types(scene.caseKey)).length;
  expect(await scene.propose({ idempotencyKey })).toEqual(first);
  expect(await scene.types(scene.caseKey)).toHaveLength(entries);
  expect(await codeOf(scene.propose({ idempotencyKey, reason: "Other words" }))).toBe("idempotency_mismatch");
});

test("what makes no sense or isn't allowed is not proposed", async () => {
  const scene = await openProposals();
  expect(await codeOf(scene.propose({ action: "reactivate" }))).toBe("state_unfit");
  expect(await codeOf(scene.propose({ reason: "" }))).toBe("reason_missing");
  expect(await codeOf(scene.propose({ caseKey: "IR-1" }))).toBe("not_found");
  expect(await codeOf(scene.propose({ causes: ["nothing"] }))).toBe("case_without_signal");
  const reader = makeKeyActor({ keyId: "key-2", name: "Reader", scopes: ["cases:read"] });
  expect(
    await codeOf(
      proposeRequest(scene.services, reader, {
        caseKey: scene.caseKey,
        action: "suspend",
        reason: "Why not",
        idempotencyKey: uuidv7(),
      }),
    ),
  ).toBe("scope_missing");
});

test("the product itself proposes as a machine does, and says which part of it did", async () => {
  const scene = await openProposals();
  const { key } = await proposeRequest(scene.services, makeSystemActor("intake"), {
    caseKey: scene.caseKey,
    action: "suspend",
    reason: "The policy proposes it",
    idempotencyKey: "policy-1",
  });
  expect(await scene.load(key)).toMatchObject({ status: "proposed", proposedBy: "system:intake" });
});
