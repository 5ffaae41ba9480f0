import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { startHostileProvider } from "./test-hostile-provider.ts";
import type { HostileProvider, Lie } from "./test-hostile-provider.ts";
import { openBrowser, openWorld, publicUrl } from "./test-world.ts";
import type { Browser, World } from "./test-world.ts";

const client = { clientId: "countersign", clientSecret: "a-secret-that-nobody-else-uses-0123456789" };
const callback = `${publicUrl}/api/auth/callback/oidc`;
let provider: HostileProvider;
let world: World;
let browser: Browser;

beforeAll(async () => {
  provider = await startHostileProvider(client.clientId);
});
afterAll(() => provider.close());
beforeEach(async () => {
  world = await openWorld({ issuer: provider.issuer, ...client });
  browser = openBrowser(world.services);
  provider.lie = {};
  provider.exchanges = [];
});
afterEach(() => world.close());

/** Begins a sign-in and comes back from the provider with a code and the right state. */
async function comeBack(lie: Lie = {}, changes: Record<string, string> = {}): Promise<Response> {
  const begun = await browser.begin({});
  const asked = new URL(begun.headers.get("location") ?? "").searchParams;
  provider.nonce = asked.get("nonce") ?? "";
  provider.lie = lie;
  const query = new URLSearchParams({ code: "a-code", state: asked.get("state") ?? "", ...changes });
  return browser.callback(`${callback}?${query.toString()}`);
}

async function refusals(): Promise<{ reason: string | undefined }[]> {
  const entries = await world.services.stores.log.ofChain("installation", { afterN: 0, limit: 100 });
  return entries.map(({ bytes, type }) => {
    const { facts } = JSON.parse(new TextDecoder().decode(bytes)) as { facts: Record<string, string> };
    return { reason: type === "session.refused" ? facts["reason"] : "not refused" };
  });
}

/** What came of an answer, in all the places where a sign-in leaves a trace. */
async function outcomeOf(answer: Response): Promise<object> {
  return {
    status: answer.status,
    leadsToSignIn: answer.headers.get("location")?.startsWith(`${publicUrl}/sign-in?refused=`),
    hasCookie: browser.cookies.has("countersign-session"),
    entries: await refusals(),
    members: await world.services.stores.people.members(),
  };
}

function refused(reason: string): object {
  return { status: 303, leadsToSignIn: true, hasCookie: false, entries: [{ reason }], members: [] };
}

test("without a lie the sign-in works, with PKCE", async () => {
  const answer = await comeBack();
  expect(answer.headers.get("location")).toBe(`${publicUrl}/cases`);
  expect(browser.cookies.has("countersign-session")).toBe(true);
  expect(provider.exchanges[0]?.get("code_verifier")).toMatch(/^[\w-]{43}$/);
});

const nowSeconds = Math.floor(Date.now() / 1000);
const lies: [name: string, reason: string, lie: Lie][] = [
  ["another nonce", "nonce", { claims: { nonce: "replayed" } }],
  ["no nonce", "nonce", { claims: { nonce: undefined } }],
  ["another issuer", "issuer", { claims: { iss: "https://evil.example" } }],
  ["another audience", "audience", { claims: { aud: "other" } }],
  ["several audiences", "audience", { claims: { aud: ["countersign", "other"], azp: "countersign" } }],
  ["a time that is over", "expired", { claims: { iat: nowSeconds - 900, exp: nowSeconds - 600 } }],
  ["a time that has not begun", "time", { claims: { iat: nowSeconds + 900, exp: nowSeconds + 1200 } }],
  ["a sign-in of the future", "time", { claims: { auth_time: nowSeconds + 900 } }],
  ["alg none", "algorithm", { header: { alg: "none" }, signature: "none" }],
  ["HS256", "algorithm", { header: { alg: "HS256" } }],
  ["another key", "signature", { signature: "other key" }],
  ["a signature of nothing", "signature", { signature: "garbage" }],
  ["an unknown key id", "signature", { header: { kid: "two" } }],
];
test.each(lies)("an id token with %s signs nobody in", async (_name, reason, lie) => {
  expect(await outcomeOf(await comeBack(lie))).toEqual(refused(reason));
});

test("an answer with another state, or none, signs nobody in and exchanges no code", async () => {
  expect(await outcomeOf(await comeBack({}, { state: "forged" }))).toEqual(refused("state"));
  expect(provider.exchanges).toEqual([]);
});

test("an answer that this browser never asked for signs nobody in", async () => {
  expect(await outcomeOf(await browser.callback(`${callback}?code=a-code&state=a-state`))).toEqual(
    refused("state"),
  );
  expect(provider.exchanges).toEqual([]);
});

test("the same answer works once", async () => {
  const begun = await browser.begin({});
  const asked = new URL(begun.headers.get("location") ?? "").searchParams;
  provider.nonce = asked.get("nonce") ?? "";
  const url = `${callback}?code=a-code&state=${asked.get("state")}`;
  expect((await browser.callback(url)).headers.get("location")).toBe(`${publicUrl}/cases`);
  expect((await browser.callback(url)).headers.get("location")).toBe(`${publicUrl}/sign-in?refused=failed`);
  expect(provider.exchanges).toHaveLength(1);
});

test("cookies of a sign-in that was begun elsewhere don't fit together", async () => {
  const other = openBrowser(world.services);
  await other.begin({});
  const begun = await browser.begin({});
  const asked = new URL(begun.headers.get("location") ?? "").searchParams;
  browser.cookies.set("countersign-oidc-nonce", other.cookies.get("countersign-oidc-nonce") ?? "");
  provider.nonce = asked.get("nonce") ?? "";
  expect(
    await outcomeOf(await browser.callback(`${callback}?code=a-code&state=${asked.get("state")}`)),
  ).toEqual(refused("nonce"));
});

test("whoever cancels at the provider reads that it was cancelled", async () => {
  const answer = await browser.callback(`${callback}?error=access_denied`);
  expect(answer.headers.get("location")).toBe(`${publicUrl}/sign-in?refused=access_denied`);
});

test("another subject with the same e-mail is another person, with none of the first one's roles", async () => {
  await comeBack({ claims: { sub: "ana", groups: ["countersign-iam-lead"] } });
  await comeBack({ claims: { sub: "mallory" } });
  const members = await world.services.stores.people.members();
  expect(members.map(({ email }) => email)).toEqual(["ana.ruiz@acme.example", "ana.ruiz@acme.example"]);
  expect(new Set(members.map(({ id }) => id)).size).toBe(2);
  expect(members.map(({ roles }) => roles.join()).toSorted()).toEqual(["analyst", "iam_lead"]);
});

test("without a role nobody gets a session, and roles that were lost count in older sessions too", async () => {
  await comeBack();
  const none = await comeBack({ claims: { groups: ["everybody"] } });
  expect(none.headers.get("location")).toBe(`${publicUrl}/sign-in?refused=no_role`);
  expect((await world.services.stores.people.members()).map(({ roles }) => roles)).toEqual([[]]);
  const many = await comeBack({ claims: { groups: undefined, _claim_names: { groups: "src1" } } });
  expect(many.headers.get("location")).toBe(`${publicUrl}/sign-in?refused=too_many_groups`);
});

test("after ten failures a minute an address waits, whatever it says of itself; others don't", async () => {
  for (let i = 0; i < 10; i += 1) {
    expect((await browser.callback(`${callback}?code=x&state=${i}`, "192.0.2.7")).status).toBe(303);
  }
  const late = await browser.callback(`${callback}?code=x&state=x`, "192.0.2.7");
  expect(late.status).toBe(429);
  expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await browser.callback(`${callback}?code=x&state=x`, "192.0.2.8")).status).toBe(303);
  expect(await refusals()).toHaveLength(11);
});

test("the form that begins a sign-in is sent by our own page only", async () => {
  const { beginSignIn } = await import("./begin-sign-in.ts");
  const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": "0" };
  for (const origin of ["https://evil.example", "null", undefined]) {
    const request = new Request(`${publicUrl}/api/auth/sign-in`, {
      method: "POST",
      body: "",
      headers: { ...headers, ...(origin !== undefined && { origin }) },
    });
    expect((await beginSignIn(world.services, request)).status).toBe(403);
  }
});
