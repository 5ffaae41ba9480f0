import { expect, it } from "vitest";
import { judgeWebhookUrl } from "#lib/adapters/outbound/send-webhook.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { Entry } from "#lib/domain/entry.ts";
import { removeStream, setStream, type StreamSettings } from "#lib/use-cases/sources/change-stream.ts";
import { switchSource } from "#lib/use-cases/sources/change-source.ts";
import { tellSource } from "#lib/use-cases/sources/tell-source.ts";
import { viewSource } from "#lib/use-cases/sources/view-source.ts";
import { streamConnections, streamParts } from "#lib/use-cases/sources/watch-streams.ts";
import { createIntegrationWatch } from "#lib/use-cases/webhooks/watch-integrations.ts";
import { openSourceWorld } from "./test-source-world.ts";

const settings: StreamSettings = {
  issuer: "https://idp.example.org/",
  audience: "https://console.example.org/ssf",
  jwksUrl: "https://idp.example.org/keys",
  privateHost: false,
  subjectForm: "email",
};

async function openStreams() {
  const world = await openSourceWorld();
  const { services, ada } = world;
  const about = { name: "odd", judgeTarget: judgeWebhookUrl };
  return {
    ...world,
    set: (change: Partial<StreamSettings> = {}, version = 0, actor = ada) =>
      setStream(services, actor, { ...settings, ...about, version, ...change }),
    view: async () =>
      (await viewSource(services, ada, { name: "odd", installation: { publicUrl: "https://c.example" } }))
        .stream,
    changes: async () => {
      const chain = await services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
      return chain
        .map(({ bytes }) => Entry.parse(JSON.parse(new TextDecoder().decode(bytes))))
        .filter(({ facts }) => facts["what"]?.startsWith("stream"));
    },
  };
}

it("a stream is set up, changed and removed by administrators, and every step is an entry", async () => {
  const world = await openStreams();
  expect(await world.view()).toEqual({ url: "https://c.example/api/v1/ssf/odd", settings: null });
  await world.set();
  expect((await world.view()).settings).toMatchObject({ ...settings, version: 1, setBy: "Ada Novak" });
  await world.set({ subjectForm: "provider_id" }, 1);
  // Nothing new is no change.
  await world.set({ subjectForm: "provider_id" }, 2);
  await removeStream(world.services, world.ada, { name: "odd" });
  expect((await world.view()).settings).toBeNull();
  await world.set();
  expect((await world.view()).settings).toMatchObject({ ...settings });

  const changes = await world.changes();
  expect(changes.map(({ type, facts }) => [type, facts["name"], facts["what"]])).toEqual(
    ["stream set", "stream changed", "stream removed", "stream set"].map((what) => [
      "setting.changed",
      "source odd",
      what,
    ]),
  );
  expect(changes[0]?.facts).toMatchObject({
    issuer: settings.issuer,
    keys: settings.jwksUrl,
    privateHost: "no",
  });
  for (const entry of changes) expect(tellSource(entry, "Ada")).toMatch(/^Ada .* Shared Signals stream/);
});

it("nobody but an administrator sets a stream up or removes one", async () => {
  const world = await openStreams();
  for (const actor of [world.ana, world.ines]) {
    await expect(world.set({}, 0, actor)).rejects.toMatchObject({ code: "role_missing" });
    const removed = removeStream(world.services, actor, { name: "odd" });
    await expect(removed).rejects.toMatchObject({ code: "role_missing" });
  }
  const machine = removeStream(world.services, makeSystemActor("intake"), { name: "odd" });
  await expect(machine).rejects.toMatchObject({ code: "machine_may_not" });
  expect(await world.changes()).toEqual([]);
});

it.each([
  ["http://169.254.169.254/latest", true],
  ["https://169.254.169.254/keys", true],
  ["https://[fe80::1]/keys", true],
  ["https://0.0.0.0/keys", true],
  ["https://10.1.2.3/keys", false],
  ["https://127.0.0.1/keys", false],
  ["http://127.0.0.1/keys", false],
  ["http://idp.example.org/keys", false],
  ["http://idp.example.org/keys", true],
  ["https://me:secret@idp.example.org/keys", false],
  ["file:///etc/passwd", true],
  ["keys", true],
])("keys at %s are refused (own network allowed: %s)", async (jwksUrl, privateHost) => {
  const world = await openStreams();
  const refused = { code: "invalid_input", message: expect.stringContaining("JWKS address") as string };
  await expect(world.set({ jwksUrl, privateHost })).rejects.toMatchObject(refused);
  expect((await world.view()).settings).toBeNull();
});

it("what somebody else changed meanwhile is not overwritten, and one of two wins", async () => {
  const world = await openStreams();
  await world.set();
  await expect(world.set({ audience: "other" })).rejects.toMatchObject({ code: "changed_meanwhile" });
  const both = await Promise.allSettled([
    world.set({ audience: "one" }, 1),
    world.set({ audience: "two" }, 1),
  ]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await world.changes()).toHaveLength(2);
  await expect(world.set({ issuer: " " }, 2)).rejects.toMatchObject({ code: "invalid_input" });
  const nowhere = removeStream(world.services, world.ada, { name: "nowhere" });
  await expect(nowhere).rejects.toMatchObject({ code: "not_found" });
});

it("a stream that is silent for more than 24 h fails, until a token comes", async () => {
  const world = await openStreams();
  const { services, pass } = world;
  const hour = 3_600_000;
  await world.set();
  const state = async () => [
    (await streamParts(services)).map(({ name, ok }) => [name, ok]),
    (await streamConnections(services)).map((one) => one.state),
    (await world.view()).settings?.problem ?? null,
  ];
  expect(await state()).toEqual([[["Shared Signals odd", true]], ["untried"], null]);
  await pass(24 * hour);
  expect((await state())[1]).toEqual(["untried"]);
  await pass(1);
  expect(await state()).toEqual([
    [["Shared Signals odd", false]],
    ["failing"],
    expect.stringContaining("24 hours"),
  ]);
  await services.stores.ssf.noteToken("odd", { at: services.clock.now(), verified: true });
  expect(await state()).toEqual([[["Shared Signals odd", true]], ["ok"], null]);

  // Another transmitter was heard by nobody yet; who switches the source off doesn't wait for it.
  await world.set({ issuer: "https://other.example" }, 1);
  expect((await world.view()).settings).toMatchObject({ lastSetAt: null, lastVerificationAt: null });
  await switchSource(services, world.ada, { name: "odd", enabled: false });
  expect(await streamParts(services)).toEqual([]);
});

it("who is told of failing integrations is told of a silent stream, once", async () => {
  const world = await openStreams();
  const { services, pass } = world;
  const { stores, clock, ids } = services;
  await stores.commit([
    stores.webhooks.insertTarget({
      id: ids.next(),
      name: "pager",
      kind: "standard",
      url: "https://pager.example/x",
      place: "https://pager.example",
      secret: null,
      events: ["integration.failing"],
      enabled: true,
      privateHost: false,
      createdAt: clock.now(),
      lastDeliveredAt: null,
      lastError: null,
    }),
  ]);
  await world.set();
  const watch = createIntegrationWatch(services);
  const look = async () => watch(await streamParts(services));
  for (let looks = 0; looks < 3; looks += 1) await look();
  expect((await stores.webhooks.counts()).waiting).toBe(0);
  await pass(25 * 3_600_000);
  for (let looks = 0; looks < 3; looks += 1) await look();
  expect((await stores.webhooks.counts()).waiting).toBe(1);
});
