import { expect, test } from "vitest";
import { makeApiKey } from "#lib/server/api-key.ts";
import {
  changeMapping,
  mappingDigest,
  retireSecret,
  rotateSecret,
  switchSource,
} from "#lib/use-cases/sources/change-source.ts";
import { deleteDeadLetters, listDeadLetters, readDeadLetter } from "#lib/use-cases/sources/dead-letters.ts";
import { makeSigningSecret } from "./make-signing-secret.ts";
import { replayDeadLetters } from "./replay-dead-letters.ts";
import { openSourceWorld, wendy } from "./test-source-world.ts";
import { trySample } from "./try-sample.ts";

const odd = (ref: string, grade = "rot") => ({
  hdr: { when: "2026-01-02T03:04:05Z", ref },
  what: { label: `Odd session ${ref}`, code: "SES-9", grade },
  who: { login_mail: wendy },
});
const mapping = {
  version: 1 as const,
  fields: {
    email: "who.login_mail",
    title: "what.label",
    severity: "what.grade",
    rule: "what.code",
    id: "hdr.ref",
  },
  severityWords: { rot: "critical" as const },
};

test("while a secret is changed over both are taken; the retired one no more; every step is an entry", async () => {
  const world = await openSourceWorld();
  const next = makeSigningSecret();
  await expect(retireSecret(world.services, world.ada, { name: "odd" })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await rotateSecret(world.services, world.ada, { name: "odd", secret: next });
  expect(await world.send({ id: "1", title: "Event 1" })).toMatchObject({ accepted: 1 });
  expect(await world.send({ id: "2", title: "Event 2" }, { secret: next })).toMatchObject({ accepted: 1 });
  const third = rotateSecret(world.services, world.ada, { name: "odd", secret: makeSigningSecret() });
  await expect(third).rejects.toMatchObject({ code: "invalid_input" });
  await retireSecret(world.services, world.ada, { name: "odd" });
  await expect(world.send({ id: "3", title: "Event 3" })).rejects.toMatchObject({
    code: "signature_invalid",
  });
  expect(await world.send({ id: "4", title: "Event 4" }, { secret: next })).toMatchObject({ accepted: 1 });

  await switchSource(world.services, world.ada, { name: "odd", enabled: false });
  await expect(world.send({ id: "5", title: "Event 5" }, { secret: next })).rejects.toMatchObject({
    code: "source_unknown",
  });
  await switchSource(world.services, world.ada, { name: "odd", enabled: true });
  const chain = await world.services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
  const text = chain.map(({ bytes }) => new TextDecoder().decode(bytes)).join("\n");
  for (const what of ["secret added", "secret retired", "disabled", "enabled"])
    expect(text).toContain(`"${what}"`);
  expect(text).not.toContain(next);
  const asAnalyst = switchSource(world.services, world.ana, { name: "odd", enabled: false });
  await expect(asAnalyst).rejects.toMatchObject({ code: "role_missing" });
});

test("a change from a page that is out of date is refused, and a mapping stands in the log by its digest", async () => {
  const world = await openSourceWorld();
  const { version } = await world.source();
  await changeMapping(world.services, world.ada, { name: "odd", version, mapping });
  const again = changeMapping(world.services, world.ada, { name: "odd", version, mapping: null });
  await expect(again).rejects.toMatchObject({ code: "changed_meanwhile" });
  const [last] = (await world.services.stores.log.ofChain("installation", { afterN: 0, limit: 100 })).slice(
    -1,
  );
  expect(new TextDecoder().decode(last?.bytes)).toContain(mappingDigest(mapping));
  expect((await world.source()).mapping).toEqual(mapping);
});

test("a key in a fixed header is taken only where the source allows it, and its signals say unsigned", async () => {
  const world = await openSourceWorld();
  const key = makeApiKey();
  const other = makeApiKey();
  const { apiKeys } = world.services.stores;
  const now = world.services.clock.now();
  const use = { createdAt: now, expiresAt: null, lastUsedAt: null, revokedAt: null };
  const record = { owner: "", purpose: "", heldByAgent: false, ...use };
  await world.services.stores.commit([
    apiKeys.insert({ id: "k1", name: "pipeline", scopes: ["signals:write"], ...record }, key.tokenHash),
    apiKeys.insert({ id: "k2", name: "reader", scopes: ["cases:read"], ...record }, other.tokenHash),
  ]);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const event = { id: "u1", title: "From a fixed header", user: { email: wendy } };
  await expect(world.sendWith(event, bearer(key.token))).rejects.toMatchObject({ code: "signature_invalid" });

  await world.set({ allowsUnsigned: true });
  await expect(world.sendWith(event, bearer("cs_wrong"))).rejects.toMatchObject({ code: "key_rejected" });
  await expect(world.sendWith(event, bearer(other.token))).rejects.toMatchObject({ code: "scope_missing" });
  await expect(world.sendWith(event, {})).rejects.toMatchObject({ code: "signature_invalid" });
  const receipt = await world.sendWith(event, bearer(key.token));
  expect(receipt).toMatchObject({ accepted: 1 });
  const signal = await world.services.stores.signals.byId(receipt.results[0]?.signalId ?? "");
  expect(signal?.signature).toBe("unsigned");
  // The id of the event is the only protection against a repeat.
  expect(await world.sendWith(event, bearer(key.token))).toMatchObject({ accepted: 0, duplicates: 1 });
  // Signed deliveries go on as before, and a wrong signature isn't saved by a key.
  expect(await world.send({ id: "s1", title: "Event s1" })).toMatchObject({ accepted: 1 });
  const wrong = world.sendWith(event, {
    ...bearer(key.token),
    "webhook-id": "m1",
    "webhook-timestamp": String(Math.floor(world.services.clock.now().getTime() / 1_000)),
    "webhook-signature": "v1,AAAA",
  });
  await expect(wrong).rejects.toMatchObject({ code: "signature_invalid" });
});

test("default domain, threshold and a kind by hand apply as the events come in", async () => {
  const world = await openSourceWorld();
  await world.set({ defaultDomain: "acme.example", threshold: "medium" });
  await world.services.stores.commit(
    world.services.stores.trust.setKind({
      source: "odd",
      ruleId: "R1",
      kind: {
        source: "odd",
        ruleId: "R1",
        kind: "token_theft",
        setByPersonId: world.ada.personId,
        setAt: new Date(),
      },
    }),
  );
  const receipt = await world.send([
    { id: "1", rule: "R1", severity: "high", user: "wendy.appleseed" },
    { id: "2", rule: "R2", severity: "low", user: "ELSEWHERE\\wendy.appleseed" },
  ]);
  const signals = await Promise.all(
    receipt.results.map(({ signalId }) => world.services.stores.signals.byId(signalId ?? "")),
  );
  expect(signals).toMatchObject([
    { kind: "token_theft", context: false, subject: { email: wendy, username: "wendy.appleseed" } },
    { context: true, subject: { email: null } },
  ]);
});

test("a sample says what would become of it, and nothing is written anywhere", async () => {
  const world = await openSourceWorld();
  const counts = async () => {
    const { stores } = world.services;
    return {
      cases: await stores.cases.counts(),
      unlinked: await stores.signals.unlinkedCount(),
      letters: await stores.signals.deadLetterCount(),
      entries: await stores.log.count(),
      source: await world.source(),
    };
  };
  const before = await counts();
  const sample = [JSON.stringify(odd("A-1")), JSON.stringify(odd("A-2", "meh")), "broken", "[1]"].join("\n");
  const unmapped = await trySample(world.services, world.ada, { name: "odd", sample, draft: {} });
  expect(unmapped.events[0]?.signals[0]?.outcome).toEqual({ becomes: "unlinked" });
  expect(unmapped.events[0]?.leaves).toContainEqual({ path: "who.login_mail", value: wendy });
  expect(unmapped.events.map(({ rejected }) => rejected)).toEqual([null, null, "not_json", "not_an_object"]);

  const tested = await trySample(world.services, world.ada, { name: "odd", sample, draft: { mapping } });
  const [first, second] = tested.events;
  expect(first?.signals[0]).toMatchObject({
    outcome: { becomes: "opens_case" },
    subject: { email: wendy },
    subjectAt: "who.login_mail",
  });
  expect(first?.signals[0]?.fields).toContainEqual({
    field: "severity",
    value: "critical",
    at: "what.grade",
    how: "mapped",
  });
  expect(second?.signals[0]?.outcome).toEqual({ becomes: "joins_earlier", index: 0 });
  expect(second?.signals[0]?.fields).toContainEqual({
    field: "severity",
    value: "medium",
    at: null,
    how: "missing",
  });
  const twice = `${JSON.stringify(odd("A-9"))}\n${JSON.stringify(odd("A-9"))}`;
  const repeated = await trySample(world.services, world.ada, {
    name: "odd",
    sample: twice,
    draft: { mapping },
  });
  expect(repeated.events[1]?.signals[0]?.outcome).toMatchObject({ becomes: "duplicate", reason: "same_id" });
  expect(await counts()).toEqual(before);

  // What the test says is what happens.
  await world.set({ mapping });
  const sent = await world.send(odd("A-1"));
  expect(sent.results[0]).toMatchObject({
    status: "accepted",
    caseKey: expect.stringMatching(/^IR-/) as string,
  });
  const after = await trySample(world.services, world.ada, { name: "odd", sample, draft: { mapping } });
  expect(after.events.map(({ signals }) => signals[0]?.outcome.becomes).slice(0, 2)).toEqual([
    "duplicate",
    "joins_case",
  ]);
});

test("a sample that is no JSON is refused in words that say where it breaks", async () => {
  const world = await openSourceWorld();
  const refusedOf = async (sample: string) =>
    (await trySample(world.services, world.ada, { name: "odd", sample, draft: {} })).refused;
  expect(await refusedOf("  ")).toContain("empty");
  expect(await refusedOf('{\n  "a": 1,\n  oops\n}')).toContain("line 3");
  expect(await refusedOf("[".repeat(40))).toContain("32 levels");
});

test("a dead letter is filed by a replay once the mapping takes it, and is then gone", async () => {
  const world = await openSourceWorld();
  const { services, ada } = world;
  const body = [odd("A-1"), JSON.stringify(odd("A-2"))];
  await world.set({ mapping });
  expect(await world.send(body)).toMatchObject({ accepted: 1, rejected: 1 });
  const [letter] = await world.letters();
  expect(letter).toMatchObject({ source: "odd", reason: "not_an_object", signature: "signed" });
  const id = letter?.id ?? "";
  expect((await readDeadLetter(services, ada, { id })).text).toContain("A-2");

  const early = await replayDeadLetters(services, ada, { ids: [id] });
  expect(early).toMatchObject({ filed: 0, still: [{ id, reason: "not_an_object" }] });
  expect(await world.letters()).toHaveLength(1);

  await world.set({ mapping: { ...mapping, takesAnything: true } });
  const outcome = await replayDeadLetters(services, ada, { source: "odd" });
  expect(outcome).toMatchObject({
    filed: 1,
    still: [],
    signals: 1,
    caseKeys: [expect.stringMatching(/^IR-/)],
  });
  expect(await world.letters()).toEqual([]);
  const filed = await services.stores.signals.byNativeId("odd", "A-2");
  expect(filed).toMatchObject({
    severity: "critical",
    subject: { email: wendy },
    receivedAt: letter?.receivedAt,
  });
  // Sent again it is known.
  expect(await world.send([JSON.stringify(odd("A-2"))])).toMatchObject({ duplicates: 1 });
  await expect(replayDeadLetters(services, ada, { ids: [id] })).rejects.toMatchObject({ code: "not_found" });
  await expect(replayDeadLetters(services, world.ines, { source: "odd" })).rejects.toMatchObject({
    code: "role_missing",
  });
});

test("a whole body under a known id is kept, and of a replay only what can't be read stays", async () => {
  const world = await openSourceWorld();
  await world.set({ mapping });
  await world.send(odd("B-1"), { id: "msg_1" });
  const other = world.send([odd("B-2"), 7], { id: "msg_1" });
  await expect(other).rejects.toMatchObject({ code: "replay_with_other_body" });
  expect(await replayDeadLetters(world.services, world.ada, { source: "odd" })).toMatchObject({
    filed: 1,
    signals: 1,
  });
  expect(await world.letters()).toMatchObject([{ reason: "not_an_object", size: 1 }]);
});

test("dead letters are deleted with a reason that the log has; who may not see them sees no bytes", async () => {
  const world = await openSourceWorld();
  const { services, ada, ines } = world;
  await world.send([1, 2, 3]);
  const ids = (await world.letters()).map(({ id }) => id);
  expect(ids).toHaveLength(3);
  const list = (actor: typeof ada) => listDeadLetters(services, actor, { source: "odd", cursor: null });
  expect((await list(ada)).letters.map(({ head }) => head)).toEqual(["3", "2", "1"]);
  expect((await list(ines)).letters.map(({ head }) => head)).toEqual([null, null, null]);
  await expect(readDeadLetter(services, ines, { id: ids[0] ?? "" })).rejects.toMatchObject({
    code: "role_missing",
  });

  await expect(deleteDeadLetters(services, ada, { ids, reason: " " })).rejects.toMatchObject({
    code: "reason_missing",
  });
  expect(await deleteDeadLetters(services, ada, { ids, reason: "A test of the sender" })).toEqual({
    deleted: 3,
  });
  expect(await deleteDeadLetters(services, ada, { ids, reason: "Again" })).toEqual({ deleted: 0 });
  const chain = await services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
  const text = chain.map(({ bytes }) => new TextDecoder().decode(bytes)).join("\n");
  expect(text).toContain("dead letters deleted");
  expect(text).not.toContain("A test of the sender");
});

test("texts of absurd length and broken letters cost no delivery", async () => {
  const world = await openSourceWorld();
  const receipt = await world.send([
    { id: "1", user: { email: `${"a".repeat(400)}@x.example` } },
    { id: "2", title: "\ud800".repeat(400), user: { email: wendy } },
  ]);
  expect(receipt).toMatchObject({ accepted: 2, rejected: 0 });
});
