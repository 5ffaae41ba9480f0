import { expect, test } from "vitest";
import { checkReadiness } from "#lib/use-cases/check-readiness.ts";
import { viewStanding } from "#lib/use-cases/view-standing.ts";
import { confirmEventsAccount } from "./change-events.ts";
import { setUpEvents } from "./set-up-events.ts";
import { openEventsWorld } from "./test-events.ts";
import { viewEventsConnection } from "./view-events-connection.ts";

const dayMs = 24 * 3_600_000;
const configured = { eventsConfigured: true };

async function openHealthWorld() {
  const world = await openEventsWorld();
  const standing = async () =>
    (await viewStanding({ ...world.services, installation: configured }, world.aud)).events;
  const ready = async () =>
    (
      await checkReadiness(world.services, {
        countPendingMigrations: () => Promise.resolve(0),
        probeIdentityProvider: () => Promise.resolve({ ok: true, problem: null }),
        readsEvents: true,
      })
    ).parts.find(({ name }) => name === "1Password events");
  const card = () => viewEventsConnection(world.services, { configured: true });
  return { ...world, standing, ready, card };
}

test("an hour without a success is a health alarm, and no case", async () => {
  const world = await openHealthWorld();
  await world.setUp();
  await world.catchUp();
  expect([await world.standing(), await world.ready()]).toMatchObject([null, { ok: true }]);
  await world.tick(59 * 60_000);
  expect(await world.standing()).toBeNull();
  await world.tick(2 * 60_000);
  expect(await world.standing()).toMatchObject({ kind: "silent" });
  expect(await world.ready()).toMatchObject({ ok: false, detail: "nothing read for an hour" });
  expect(await world.services.stores.cases.counts()).toEqual([]);
  await world.catchUp();
  expect([await world.standing(), await world.ready()]).toMatchObject([null, { ok: true }]);
});

test("where nothing is to be read, nothing is missing", async () => {
  const { services, aud } = await openEventsWorld();
  expect((await viewStanding(services, aud)).events).toBeNull();
  const { connection } = await viewEventsConnection(services, { configured: false });
  expect(connection).toMatchObject({ state: "off", problem: null, testable: false });
});

test("the token's end is counted down, and told on every page from 14 days before", async () => {
  const world = await openHealthWorld();
  const { token } = (await world.control("/events-tokens", { days: 30 })) as { token: string };
  await setUpEvents(world.services, world.connect(token));
  await world.catchUp();
  expect(await world.standing()).toBeNull();
  const told = async () => (await world.card()).connection.facts.find(([term]) => term === "Token ends")?.[1];
  expect(await told()).toMatch(/^in (29|30) days, on /u);
  await world.tick(17 * dayMs);
  await world.catchUp();
  expect(await world.standing()).toMatchObject({ kind: "expiring" });
  expect(await told()).toMatch(/^in (12|13) days, on /u);
  // A warning is no failure: what is there goes on.
  expect((await world.card()).connection.state).toBe("ok");
  expect(await world.ready()).toMatchObject({ ok: true });
});

test("the card says of each stream how it is", async () => {
  const world = await openHealthWorld();
  const { token } = (await world.control("/events-tokens", { features: ["auditevents"] })) as {
    token: string;
  };
  await setUpEvents(world.services, world.connect(token));
  await world.catchUp();
  const facts = Object.fromEntries((await world.card()).connection.facts);
  expect(facts).toMatchObject({
    Account: world.account.accountId,
    "Sign-in attempts": "off: the token isn’t for it",
    "Audit events": "on, caught up",
  });
  await world.control("/events-tokens", { revokeOthers: true });
  await world.poller.poll("auditevents");
  expect(await world.standing()).toMatchObject({ kind: "rejected" });
  expect((await world.card()).connection).toMatchObject({
    state: "failing",
    problem: expect.stringContaining("refused the token") as string,
  });
});

test("a token of another account reads nothing until an administrator confirms the account", async () => {
  const world = await openHealthWorld();
  const other = "QQQQQQQQQQQQQQQQQQQQQQQQQQ";
  const { token } = (await world.control("/events-tokens", { accountId: other })) as { token: string };
  const api = world.connect(token);
  await setUpEvents(world.services, api);
  await world.catchUp();
  expect(await world.all("auditevents")).toEqual([]);
  expect(await world.standing()).toMatchObject({ kind: "unconfirmed" });
  expect(await world.card()).toMatchObject({ toConfirm: other, connection: { state: "failing" } });

  const ada = await world.person("Ada Novak", ["administrator"]);
  const confirm = (actor: typeof ada, accountUuid: string) =>
    confirmEventsAccount(world.services, actor, { accountUuid });
  await expect(confirm(world.ines, other)).rejects.toMatchObject({ code: "role_missing" });
  await expect(confirm(ada, world.account.accountId)).rejects.toMatchObject({ code: "invalid_input" });
  await confirm(ada, other);
  await world.catchUp();
  expect((await world.all("auditevents")).length).toBeGreaterThan(0);
  expect(await world.standing()).toBeNull();
  // The next start asks again, and remembers.
  await setUpEvents(world.services, api);
  expect(await world.card()).toMatchObject({ toConfirm: null, connection: { state: "ok" } });
});
