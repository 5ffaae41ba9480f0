import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { DomainError } from "#lib/domain/errors.ts";
import { startIdentityProvider } from "#lib/simulator/identity-provider/server.ts";
import type { IdentityProvider } from "#lib/simulator/identity-provider/server.ts";

import { absoluteMs, idleMs } from "./check-session.ts";
import { findActor } from "./find-actor.ts";
import { signInWords } from "./sign-in-words.ts";
import { openBrowser, openWorld, publicUrl } from "./test-world.ts";
import type { Browser, World } from "./test-world.ts";
import { hashToken, makeToken } from "./token.ts";

const client = { clientId: "countersign", clientSecret: "a-secret-that-nobody-else-uses-0123456789" };
const ana = "ana-ruiz-7f3a";
const ines = "ines-lindqvist-b40e";
const cookieName = "countersign-session";
let provider: IdentityProvider;
let world: World;
let browser: Browser;

beforeAll(async () => {
  provider = await startIdentityProvider({
    port: 0,
    redirectUris: [`${publicUrl}/api/auth/callback/oidc`],
    ...client,
  });
});
afterAll(() => provider.close());
beforeEach(async () => {
  world = await openWorld({ issuer: provider.issuer, ...client });
  browser = openBrowser(world.services);
});
afterEach(() => world.close());

const tokenOf = (from: Browser): string | undefined => from.cookies.get(cookieName);
const actorOf = (token: string | undefined) => findActor(world.services, { token, keepsAlive: true });
async function entryTypes(): Promise<string[]> {
  const entries = await world.services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
  return entries.map(({ type }) => type);
}

test("signing in starts a session of the person whom the provider named, with an entry", async () => {
  const answer = await browser.signIn({ as: ana });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`${publicUrl}/cases`);
  const actor = await actorOf(tokenOf(browser));
  expect(actor).toMatchObject({
    kind: "person",
    name: "Ana Ruiz",
    email: "ana.ruiz@acme.example",
    roles: ["analyst"],
    iss: provider.issuer,
    sub: ana,
    amr: ["user"],
  });
  expect(actor?.authTime.getTime()).toBeGreaterThan(Date.now() - 60_000);
  expect(await entryTypes()).toEqual(["session.started"]);
});

test("while the log is halted nobody is signed in, and the page says why", async () => {
  world.services.stores.commit = () => Promise.reject(new DomainError("log_halted", { problem: "Older." }));
  const answer = await browser.signIn({ as: ana });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`${publicUrl}/sign-in?refused=log_halted`);
  expect(tokenOf(browser)).toBeUndefined();
  expect(signInWords("log_halted")).toContain("open-epoch");
});

test("the session's cookie is out of reach of scripts and of other sites' requests", async () => {
  const answer = await browser.signIn({ as: ana });
  const line = answer.headers.getSetCookie().find((it) => it.startsWith(cookieName));
  expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
});

test("the database holds neither the token nor the id token in clear", async () => {
  await browser.signIn({ as: ana });
  const token = tokenOf(browser) ?? "";
  const session = await world.services.stores.sessions.byTokenHash(hashToken(token));
  expect(JSON.stringify(session)).not.toContain(token);
  expect(session?.idTokenHint).toMatch(/^[\w-]{200,}$/);
  expect(session?.idTokenHint).not.toMatch(/^eyJ/);
});

test("after signing in one comes back to the page where one wanted to go, and never to another host", async () => {
  const wanted = await browser.signIn({ as: ana, from: "/cases/IR-1042?panel=timeline" });
  expect(wanted.headers.get("location")).toBe(`${publicUrl}/cases/IR-1042?panel=timeline`);
  for (const evil of ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example"]) {
    const answer = await openBrowser(world.services).signIn({ as: ana, from: evil });
    expect(answer.headers.get("location")).toBe(`${publicUrl}/cases`);
  }
});

test("a token planted before signing in is worth nothing afterwards", async () => {
  const attacker = openBrowser(world.services);
  await attacker.signIn({ as: "ben-okafor-2c91" });
  const planted = tokenOf(attacker) ?? "";
  browser.cookies.set(cookieName, planted);
  await browser.signIn({ as: ana });
  expect(tokenOf(browser)).not.toBe(planted);
  expect(await actorOf(planted)).toBeNull();
  expect(await actorOf(tokenOf(browser))).toMatchObject({ name: "Ana Ruiz" });
});

test("a token that somebody made up and planted never becomes a session", async () => {
  const planted = makeToken();
  browser.cookies.set(cookieName, planted);
  await browser.signIn({ as: ana });
  expect(tokenOf(browser)).not.toBe(planted);
  expect(await actorOf(planted)).toBeNull();
});

test("signing in as somebody else in the same browser joins nothing", async () => {
  await browser.signIn({ as: ana });
  const first = await actorOf(tokenOf(browser));
  await browser.signIn({ as: ines });
  const second = await actorOf(tokenOf(browser));
  expect(second).toMatchObject({ name: "Ines Lindqvist", roles: ["iam_lead"] });
  expect(second?.personId).not.toBe(first?.personId);
});

test("the same person stays the same over sign-ins, with another session each time", async () => {
  await browser.signIn({ as: ana });
  const first = await actorOf(tokenOf(browser));
  await browser.signIn({ as: ana });
  const second = await actorOf(tokenOf(browser));
  expect(second?.personId).toBe(first?.personId);
  expect(second?.sessionRef).not.toBe(first?.sessionRef);
});

test("signing in again asks the provider to see the person anew", async () => {
  await browser.signIn({ as: ines });
  const begun = await browser.begin({ again: "1", from: "/approvals" });
  const query = new URL(begun.headers.get("location") ?? "").searchParams;
  expect(query.get("prompt")).toBe("login");
  expect(query.get("max_age")).toBe("0");
  const before = tokenOf(browser);
  const answer = await browser.signIn({ as: ines, again: true, from: "/approvals" });
  expect(answer.headers.get("location")).toBe(`${publicUrl}/approvals`);
  expect(await actorOf(before)).toBeNull();
  expect((await actorOf(tokenOf(browser)))?.authTime.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test("a cookie kept after signing out is worth nothing", async () => {
  await browser.signIn({ as: ana });
  const kept = tokenOf(browser);
  const answer = await browser.signOut();
  expect(tokenOf(browser)).toBeUndefined();
  expect(await actorOf(kept)).toBeNull();
  const there = new URL(answer.headers.get("location") ?? "");
  expect(there.origin).toBe(provider.issuer);
  expect(there.searchParams.get("post_logout_redirect_uri")).toBe(`${publicUrl}/sign-in`);
  expect(there.searchParams.get("id_token_hint")).toMatch(/^eyJ/);
});

test("a session ends after half an hour without use", async () => {
  await browser.signIn({ as: ana });
  world.wait(idleMs - 1000);
  expect(await actorOf(tokenOf(browser))).not.toBeNull();
  world.wait(idleMs - 1000);
  expect(await actorOf(tokenOf(browser))).not.toBeNull();
  world.wait(idleMs);
  expect(await actorOf(tokenOf(browser))).toBeNull();
});

test("a screen that only polls doesn't keep its session alive", async () => {
  await browser.signIn({ as: ana });
  const poll = () => findActor(world.services, { token: tokenOf(browser), keepsAlive: false });
  world.wait(idleMs / 2);
  expect(await poll()).not.toBeNull();
  world.wait(idleMs / 2);
  expect(await poll()).toBeNull();
});

test("a session ends after twelve hours, however busy", async () => {
  await browser.signIn({ as: ana });
  for (let waitedMs = 0; waitedMs + idleMs / 2 < absoluteMs; waitedMs += idleMs / 2) {
    expect(await actorOf(tokenOf(browser))).not.toBeNull();
    world.wait(idleMs / 2);
  }
  world.wait(idleMs / 2);
  expect(await actorOf(tokenOf(browser))).toBeNull();
});

test("disabling a person and taking a role away count on the very next request", async () => {
  const { people } = world.services.stores;
  await browser.signIn({ as: ana });
  const person = await people.byIdentity(provider.issuer, ana);
  if (person === null) throw new Error("nobody signed in");
  await world.services.stores.commit([people.update({ ...person, roles: [] })]);
  expect((await actorOf(tokenOf(browser)))?.roles).toEqual([]);
  await world.services.stores.commit([people.update({ ...person, disabledAt: new Date() })]);
  expect(await actorOf(tokenOf(browser))).toBeNull();
  const again = await browser.signIn({ as: ana });
  expect(again.headers.get("location")).toBe(`${publicUrl}/sign-in?refused=disabled`);
  expect(await entryTypes()).toEqual(["session.started", "session.refused"]);
});

test("a token of another length or alphabet isn't even looked up", async () => {
  for (const token of ["", "x", "'; drop table session; --", `${makeToken()}A`])
    expect(await actorOf(token)).toBeNull();
});
