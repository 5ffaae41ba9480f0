import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { Webhook } from "standardwebhooks";
import { sendWebhook } from "#lib/adapters/outbound/send-webhook.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { eventGroups, groupsOfTypes, typesOfGroups } from "#lib/domain/event-groups.ts";
import { outgoingTypes } from "#lib/domain/outgoing-types.ts";
import { RequestStatus } from "#lib/domain/request.ts";
import { wendy } from "#lib/use-cases/test-scene.ts";
import * as targets from "#lib/use-cases/webhooks/change-targets.ts";
import { forgetDeliveries } from "#lib/use-cases/webhooks/deliver-webhooks.ts";
import { openReceiver, type Received } from "#lib/use-cases/webhooks/test-receiver.ts";
import { viewWebhooks } from "#lib/use-cases/webhooks/view-webhooks.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import { codeOf, openTelling, publicUrl, sending } from "./test-telling.ts";

const hour = 3_600_000;
const readSigned = (secret: string, { body, headers }: Received) => new Webhook(secret).verify(body, headers);

test("what happens to cases and requests is told, signed, thin, and in order", async () => {
  const scene = await openTelling();
  const { secret } = await scene.add("soar");
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.pass(1_000);
  await scene.deliver();
  expect(scene.typesAt("soar").toSorted()).toEqual(
    [
      "case.opened",
      "request.approved",
      "request.executing",
      "request.pending",
      "request.succeeded",
    ].toSorted(),
  );
  const bodies = scene.receiver.received.map((one) => {
    // The real clock of the library: the world's stands still at the moment of its start, within five minutes.
    const verified = readSigned(secret, one) as { type: string; data: Record<string, string> };
    expect(one.body).not.toMatch(/Wendy|appleseed|two countries|Ines|Ana|manager/i);
    return verified;
  });
  const pending = bodies.find(({ type }) => type === "request.pending");
  expect(pending?.data).toMatchObject({
    requestKey: request.key,
    caseKey: request.caseKey,
    workflowId: request.workflowId,
    status: "pending",
    link: `${publicUrl}/approvals?request=${request.key}`,
  });
  expect(new Set(scene.receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(
    bodies.length,
  );
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(bodies.length);
});

test("a target hears only what it chose, and nothing while it is disabled", async () => {
  const scene = await openTelling();
  const some = await scene.add("some", { events: ["request.withdrawn"] });
  const request = await scene.ask(scene.ana, wendy);
  await targets.changeTarget(scene.services, scene.ada, {
    id: some.id,
    enabled: false,
    events: ["request.withdrawn"],
  });
  await withdrawRequest(scene.services, scene.ana, { requestKey: request.key, reason: "" });
  await scene.deliver();
  expect(scene.receiver.received).toEqual([]);
  await targets.changeTarget(scene.services, scene.ada, {
    id: some.id,
    enabled: true,
    events: ["request.withdrawn"],
  });
  await scene.deliver();
  expect(scene.typesAt("some")).toEqual([]);
  const other = await scene.ask(scene.ana, wendy);
  await withdrawRequest(scene.services, scene.ana, { requestKey: other.key, reason: "" });
  await scene.deliver();
  expect(scene.typesAt("some")).toEqual(["request.withdrawn"]);
});

test("what was not committed is told to nobody", async () => {
  const scene = await openTelling();
  await scene.add("soar", { events: ["request.pending"] });
  const request = await scene.ask(scene.ana, wendy);
  const before = await scene.services.stores.webhooks.counts();
  // The second request for the same user and action is refused, and so is its commit.
  await expect(scene.ask(scene.ines, wendy)).rejects.toMatchObject({ code: "open_request_exists" });
  await expect(scene.decide(scene.ana, request.key)).rejects.toBeInstanceOf(DomainError);
  expect(await scene.services.stores.webhooks.counts()).toEqual(before);
});

test("a delivery that fails is tried again under the same id, later and later, for a day, and then waits for a person", async () => {
  const scene = await openTelling();
  const { secret } = await scene.add("soar", { events: ["request.pending"] });
  scene.receiver.answerWith({ status: 500 });
  const request = await scene.ask(scene.ana, wendy);
  let passed = 0;
  for (; passed <= 30 * hour; passed += hour / 12) {
    await scene.deliver();
    await scene.pass(hour / 12);
  }
  const tries = scene.receiver.received.length;
  expect(tries).toBeGreaterThan(7);
  expect(tries).toBeLessThan(20);
  expect(new Set(scene.receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(new Set(scene.receiver.received.map(({ body }) => body)).size).toBe(1);
  const view = await viewWebhooks(scene.services, scene.ada);
  expect(view).toMatchObject({ waiting: 0, dead: 1 });
  const [letter] = view.deadLetters;
  expect(letter).toMatchObject({
    target: "soar",
    type: "request.pending",
    about: request.key,
    attempts: tries,
  });
  expect(letter?.lastError).toBe("It answered with HTTP 500.");

  scene.receiver.answerWith({ status: 200 });
  expect(await codeOf(targets.resendDelivery(scene.services, scene.ana, { id: letter?.id ?? "" }))).toBe(
    "role_missing",
  );
  await targets.resendDelivery(scene.services, scene.ada, { id: letter?.id ?? "" });
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(tries + 1);
  expect(await scene.services.stores.webhooks.counts()).toEqual({ waiting: 0, dead: 0 });
  expect(await codeOf(targets.resendDelivery(scene.services, scene.ada, { id: letter?.id ?? "" }))).toBe(
    "not_found",
  );
  const last = scene.receiver.received.at(-1);
  expect(last && last.headers["webhook-signature"]).toMatch(/^v1,/);
  expect(secret).toMatch(/^whsec_/);
});

test("several processes at once send each delivery once, and one that a dead process held is sent after its turn", async () => {
  const scene = await openTelling();
  await scene.add("soar", { events: ["request.pending", "case.opened"] });
  await scene.ask(scene.ana, wendy);
  await Promise.all(Array.from({ length: 6 }, () => scene.deliver()));
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(2);

  const { stores, clock } = scene.services;
  const { items } = await stores.subjects.search({ q: "", state: "ACTIVE", limit: 5, cursor: null });
  const another = items.find(({ email }) => email !== wendy);
  await scene.signal(another?.email ?? "");
  const [target] = await stores.webhooks.targets();
  const due = await stores.webhooks.due(target?.id ?? "", clock.now(), 10);
  expect(due).toHaveLength(1);
  for (const one of due) {
    expect(
      await stores.webhooks.takeTurn(one.id, clock.now(), new Date(clock.now().getTime() + 30_000)),
    ).toBe(true);
    expect(
      await stores.webhooks.takeTurn(one.id, clock.now(), new Date(clock.now().getTime() + 30_000)),
    ).toBe(false);
  }
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(2);
  await scene.pass(30_000);
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(2 + due.length);
});

test("one target that fails holds up no other, and redirects are not followed", async () => {
  const scene = await openTelling();
  const elsewhere = await openReceiver();
  scene.receiver.answerWith({ status: 302, headers: { location: `${elsewhere.url}/stolen` } });
  await scene.add("moved", { events: ["request.pending"] });
  await scene.add("works", { events: ["request.pending"], url: `${elsewhere.url}/works` });
  await scene.ask(scene.ana, wendy);
  await scene.deliver();
  expect(elsewhere.received.map(({ path }) => path)).toEqual(["/works"]);
  const { targets: shown } = await viewWebhooks(scene.services, scene.ada);
  expect(shown.find(({ name }) => name === "moved")?.lastError).toContain("redirect");
});

test("only public https addresses are targets unless the host is allowed by name, and secrets are shown to nobody", async () => {
  const scene = await openTelling();
  for (const url of [
    "http://hooks.example.com/x",
    "https://127.0.0.1/x",
    "https://localhost/x",
    "https://10.1.2.3/x",
    "https://[::1]/x",
    "https://[fd00::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://169.254.169.254/latest",
    "https://user:pass@hooks.example.com/x",
    "https://2130706433/x",
    "ftp://hooks.example.com/x",
    "nonsense",
  ]) {
    expect([url, await codeOf(scene.add("x", { url, privateHost: false }))]).toEqual([url, "invalid_input"]);
  }
  for (const url of ["https://169.254.169.254/latest", "http://10.1.2.3/x", "https://[fe80::1]/x"]) {
    expect([url, await codeOf(scene.add("x", { url }))]).toEqual([url, "invalid_input"]);
  }
  // What was let in once is judged again with each call.
  const message = { secret: null, privateHost: false, id: "msg_1", at: new Date(), body: "{}" };
  const answer = await sendWebhook({ ...message, url: "https://10.1.2.3/x" }, { productVersion: "0" });
  expect(answer.problem).toContain("no public address");
  await scene.add("soar", { url: `${scene.receiver.url}/token-in-path` });
  expect(JSON.stringify(await viewWebhooks(scene.services, scene.ada))).not.toMatch(/token-in-path|whsec_/);
  expect(await codeOf(targets.removeTarget(scene.services, scene.ana, { id: "x" }))).toBe("role_missing");
});

test("a test is sent at once and says what came of it; a removed target hears nothing more", async () => {
  const scene = await openTelling();
  const { id, secret } = await scene.add("soar");
  const tried = await targets.testTarget(scene.services, scene.ada, { id, sending });
  expect(tried).toEqual({ works: true, message: "It took the test." });
  const [first] = scene.receiver.received;
  if (!first) throw new Error("Nothing came.");
  expect(readSigned(secret, first)).toMatchObject({ type: "webhook.test" });
  scene.receiver.answerWith({ status: 410 });
  expect((await targets.testTarget(scene.services, scene.ada, { id, sending })).works).toBe(false);
  await scene.ask(scene.ana, wendy);
  await targets.removeTarget(scene.services, scene.ada, { id });
  await scene.deliver();
  expect(scene.receiver.received).toHaveLength(2);
  expect(await codeOf(targets.testTarget(scene.services, scene.ada, { id, sending }))).toBe("not_found");
});

test("every status of a request has its type of event", () => {
  const types: readonly string[] = outgoingTypes;
  for (const status of RequestStatus.options) expect(types).toContain(`request.${status}`);
});

test("every type of event is in one group, and choosing a group chooses its types", () => {
  const inGroups = typesOfGroups(eventGroups.map(({ id }) => id));
  expect(inGroups.toSorted()).toEqual([...outgoingTypes].toSorted());
  for (const { id } of eventGroups) expect(groupsOfTypes(typesOfGroups([id]))).toEqual([id]);
});

test("what was delivered is forgotten after a week, what was given up after a month", async () => {
  const scene = await openTelling();
  await scene.add("soar", { events: ["request.pending"] });
  await scene.ask(scene.ana, wendy);
  const [target] = await scene.services.stores.webhooks.targets();
  const [delivery] = await scene.services.stores.webhooks.due(
    target?.id ?? "",
    scene.services.clock.now(),
    1,
  );
  await scene.deliver();
  await scene.pass(7 * 24 * hour - 1_000);
  await forgetDeliveries(scene.services);
  expect(await scene.services.stores.webhooks.delivery(delivery?.id ?? uuidv7())).not.toBeNull();
  await scene.pass(2_000);
  await forgetDeliveries(scene.services);
  expect(await scene.services.stores.webhooks.delivery(delivery?.id ?? uuidv7())).toBeNull();
});
