import { expect, test } from "vitest";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { executeRequest } from "./execute-request.ts";

test.each(["v1", "v1beta1"] as const)(
  "a server that speaks %s suspends and reactivates",
  async (apiVersion) => {
    const scene = await openScene({ apiVersion });
    for (const action of ["suspend", "reactivate"] as const) {
      const request = await scene.ask(scene.ana, wendy, action);
      await scene.decide(scene.ines, request.key);
      await scene.settle();
      expect(await scene.statusOf(request.key)).toBe("succeeded");
      const [attempt] = await scene.services.stores.requests.attempts(request.id);
      expect(attempt?.answer?.path).toBe(
        `/${apiVersion}/accounts/${scene.account.accountId}/users/${scene.wendyId}:${action}`,
      );
    }
  },
);

test("a lost answer is unknown, then found by two readings, with one effect", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_after_apply" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  expect(await scene.statusOf(request.key)).toBe("unknown");
  await scene.pass(1_000);
  expect(await scene.statusOf(request.key)).toBe("unknown");
  await scene.pass(2_000);
  const done = await scene.services.stores.requests.byKey(request.key);
  expect(done?.status).toBe("succeeded");
  expect(done?.outcome?.how).toBe("observed");
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(1);
  // The unanswered attempt could still land again, so the user stays held until that is over.
  expect(done?.holdsUser).toBe(true);
  await scene.pass(106_000);
  expect((await scene.services.stores.requests.byKey(request.key))?.holdsUser).toBe(false);
});

test("a lost request is never failed by itself: it is sent again only after the quiet time", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "reset_before_apply" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.pass(1_000);
  await scene.pass(2_000);
  expect(await scene.statusOf(request.key)).toBe("unknown");
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);
  await scene.pass(105_000);
  await scene.pass(0);
  expect(await scene.statusOf(request.key)).toBe("succeeded");
  expect(await scene.services.stores.requests.attempts(request.id)).toHaveLength(2);
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(1);
});

test("a refusal of 1Password is final and keeps its words", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "last_owner" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const refused = await scene.services.stores.requests.byKey(request.key);
  expect(refused?.status).toBe("refused");
  expect(refused?.outcome).toMatchObject({ code: "last_owner", how: "refused" });
  expect(refused?.outcome?.message).toContain("no_owner_remain");
});

test("too many calls: nothing was sent, and it is tried again after the wait asked for", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "retry_after", args: { value: "7" } });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  expect(await scene.statusOf(request.key)).toBe("approved");
  await scene.pass(6_999);
  expect(await scene.statusOf(request.key)).toBe("approved");
  await scene.pass(1);
  expect(await scene.statusOf(request.key)).toBe("succeeded");
});

test("a server error of 1Password is unknown, not failed, and settles as what is really so", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", {
    match: { op: "suspend" },
    fault: "apply_then_status",
    args: { code: 503 },
  });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  expect(await scene.statusOf(request.key)).toBe("unknown");
  await scene.pass(1_000);
  await scene.pass(2_000);
  expect(await scene.statusOf(request.key)).toBe("succeeded");
});

test("an answer about another person settles nothing", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.control("/faults", { match: { op: "suspend" }, fault: "wrong_user" });
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  expect(await scene.statusOf(request.key)).toBe("unknown");
});

test("a suspension takes the user over from a reactivation that nobody knows the outcome of", async () => {
  const scene = await openScene();
  const first = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, first.key);
  await scene.settle();
  const back = await scene.ask(scene.ana, wendy, "reactivate");
  await scene.control("/faults", { match: { op: "reactivate" }, fault: "reset_before_apply" });
  await scene.decide(scene.ines, back.key);
  await scene.settle();
  expect(await scene.statusOf(back.key)).toBe("unknown");

  const again = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ivo, again.key);
  await scene.settle();
  expect(await scene.statusOf(back.key)).toBe("superseded");
  expect(await scene.statusOf(again.key)).toBe("unknown");
  await scene.pass(1_000);
  await scene.pass(2_000);
  expect(await scene.statusOf(again.key)).toBe("unknown");
  await scene.pass(105_000);
  expect(await scene.statusOf(again.key)).toBe("succeeded");
  expect(await scene.stateOf(scene.wendyId)).toBe("SUSPENDED");
});

test("an approved reactivation yields to a suspension that was carried out since", async () => {
  const scene = await openScene();
  const first = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, first.key);
  await scene.settle();
  const back = await scene.ask(scene.ana, wendy, "reactivate");
  // Approved, but its first try is certainly not sent: it waits.
  await scene.control("/faults", {
    match: { op: "reactivate" },
    fault: "retry_after",
    args: { value: "60" },
  });
  await scene.decide(scene.ines, back.key);
  await scene.settle();
  expect(await scene.statusOf(back.key)).toBe("approved");

  const again = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ivo, again.key);
  await scene.settle();
  expect(await scene.statusOf(again.key)).toBe("succeeded");
  await scene.pass(60_000);
  const yielded = await scene.services.stores.requests.byKey(back.key);
  expect(yielded).toMatchObject({ status: "stale", holdsUser: false });
  expect(yielded?.staleDifference).toContain(again.key);
  expect(await scene.stateOf(scene.wendyId)).toBe("SUSPENDED");
});

test("four executions of one request at once are one call", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await Promise.all(Array.from({ length: 4 }, () => executeRequest(scene.services, request.id)));
  await scene.settle();
  expect(await scene.services.stores.requests.attempts(request.id)).toHaveLength(1);
  expect(await scene.effectsOn(scene.wendyId)).toHaveLength(1);
});

test("bytes changed behind the digest are never sent", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const { stores } = scene.services;
  const payload = new TextEncoder().encode(
    new TextDecoder().decode(request.payload).replace("Token", "Other"),
  );
  await stores.commit([stores.requests.update(request, { ...request, payload })]);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  const ended = await stores.requests.byKey(request.key);
  expect(ended?.status).toBe("stale");
  expect(await scene.effectsOn(scene.wendyId)).toEqual([]);
});
