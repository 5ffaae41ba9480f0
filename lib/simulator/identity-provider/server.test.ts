import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personas } from "./personas.ts";
import { startIdentityProvider } from "./server.ts";
import type { IdentityProvider } from "./server.ts";

const redirectUri = "http://localhost:3000/api/auth/callback/oidc";
const client = { clientId: "countersign", clientSecret: "a-secret-that-nobody-else-uses-0123456789" };
let folder: string;
let provider: IdentityProvider;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "idp-"));
  const stateFile = path.join(folder, "idp.json");
  provider = await startIdentityProvider({ port: 0, redirectUris: [redirectUri], ...client, stateFile });
});

afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true });
});

test("every persona of the contract has a button with exactly the person's name", async () => {
  const { page } = await openSignIn(createBrowser());
  const names = [...page.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map((match) => match[1]);
  expect(names).toEqual([
    "Ana Ruiz",
    "Ben Okafor",
    "Ines Lindqvist",
    "Ivo Marek",
    "Imani Osei",
    "Aud Chen",
    "Ada Novak",
    "Adam Brandt",
  ]);
  expect(page).not.toMatch(/https?:\/\/|@import/);
});

test("picking a person ends in an id token with name, e-mail, groups, time and way of signing in", async () => {
  const claims = await signIn(createBrowser(), "ana-ruiz-7f3a");
  expect(claims).toMatchObject({
    sub: "ana-ruiz-7f3a",
    name: "Ana Ruiz",
    email: "ana.ruiz@acme.example",
    groups: ["countersign-analyst"],
    amr: ["user"],
  });
  expect(claims["auth_time"]).toBeGreaterThan(Date.now() / 1000 - 60);
});

test("the list of personas is served to programs", async () => {
  const answer = await fetch(provider.personasUrl);
  expect(await answer.json()).toEqual(personas);
});

test("another person can sign in in the same browser without signing out first", async () => {
  const browser = createBrowser();
  await signIn(browser, "ana-ruiz-7f3a");
  expect((await signIn(browser, "ines-lindqvist-b40e"))["sub"]).toBe("ines-lindqvist-b40e");
});

test("prompt=login asks again and says so, and the time of signing in is new", async () => {
  const browser = createBrowser();
  await signIn(browser, "ivo-marek-58d7");
  const again = await openSignIn(browser, { prompt: "login" });
  expect(again.page).toContain("confirm that it is still you");
  const claims = await finish(browser, again, "ivo-marek-58d7");
  expect(claims["auth_time"]).toBeGreaterThanOrEqual(again.startedAtSeconds);
});

test("max_age asks again once the sign-in is older", async () => {
  const browser = createBrowser();
  await signIn(browser, "aud-chen-93fa");
  const again = await openSignIn(browser, { max_age: "0" });
  const claims = await finish(browser, again, "aud-chen-93fa");
  expect(claims["auth_time"]).toBeGreaterThanOrEqual(again.startedAtSeconds);
});

test("prompt=none answers without a page while the session lasts", async () => {
  const browser = createBrowser();
  const silent = authorization({ prompt: "none" });
  const refused = await browser.follow(silent.url);
  expect(new URL(refused.url).searchParams.get("error")).toBe("login_required");
  await signIn(browser, "ada-novak-0d28");
  const accepted = await browser.follow(silent.url);
  expect(new URL(accepted.url).searchParams.get("code")).toBeTruthy();
});

test("the console's port is free, its path and host are not", async () => {
  const other = authorization({ redirect_uri: redirectUri.replace("3000", "4123") });
  expect((await createBrowser().follow(other.url)).url).toContain("/interaction/");
  for (const evil of ["http://localhost:3000/elsewhere", "https://evil.example/api/auth/callback/oidc"]) {
    const answer = await createBrowser().follow(authorization({ redirect_uri: evil }).url);
    expect(answer.body).toContain("redirect_uri did not match");
    expect(answer.body).not.toContain("fonts.");
  }
});

test("a flow without PKCE is refused", async () => {
  const { url } = authorization({});
  url.searchParams.delete("code_challenge");
  url.searchParams.delete("code_challenge_method");
  const answer = await createBrowser().follow(url);
  expect(new URL(answer.url).searchParams.get("error")).toBe("invalid_request");
});

test("signing out at the provider leads back to the console", async () => {
  const browser = createBrowser();
  await signIn(browser, "adam-brandt-c7b5");
  const url = new URL(`${provider.issuer}/session/end`);
  url.searchParams.set("client_id", client.clientId);
  url.searchParams.set("post_logout_redirect_uri", "http://localhost:3000/sign-in");
  const page = await browser.follow(url);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
  const confirm = new URL(`${provider.issuer}/session/end/confirm`);
  const done = await browser.follow(confirm, new URLSearchParams({ xsrf, logout: "yes" }));
  expect(done.url).toBe("http://localhost:3000/sign-in");
});

test("a restart keeps the signing key, in a file that only its owner reads", async () => {
  const stateFile = path.join(folder, "restart.json");
  const start = (): Promise<IdentityProvider> =>
    startIdentityProvider({ port: 0, redirectUris: [redirectUri], ...client, stateFile });
  const keysOf = async (of: IdentityProvider): Promise<string> => (await fetch(`${of.issuer}/jwks`)).text();
  const first = await start();
  const before = await keysOf(first);
  await first.close();
  const second = await start();
  expect(await keysOf(second)).toBe(before);
  await second.close();
  expect(before).not.toContain(JSON.parse(readFileSync(stateFile, "utf8")).signingKey.d);
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
});

interface Answer {
  url: string;
  status: number;
  body: string;
}

interface Browser {
  /** Follows redirects like a browser, up to the first page or the first address outside the provider. */
  follow(url: URL, form?: URLSearchParams): Promise<Answer>;
}

function createBrowser(): Browser {
  const jar = new Map<string, { value: string; path: string }>();
  return {
    async follow(url, form) {
      let next = url;
      let body = form;
      for (;;) {
        if (next.origin !== provider.issuer) return { url: next.href, status: 0, body: "" };
        const cookies = [...jar].filter(([, { path: prefix }]) => next.pathname.startsWith(prefix));
        const answer = await fetch(next, {
          redirect: "manual",
          headers: { cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join("; ") },
          ...(body === undefined ? {} : { method: "POST", body }),
        });
        for (const line of answer.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          const prefix = /path=([^;]+)/i.exec(line)?.[1] ?? "/";
          if (value === "") jar.delete(name);
          else jar.set(name, { value, path: prefix });
        }
        const location = answer.headers.get("location");
        if (location === null) return { url: next.href, status: answer.status, body: await answer.text() };
        next = new URL(location, next);
        body = undefined;
      }
    },
  };
}

interface Authorization {
  url: URL;
  verifier: string;
  state: string;
  nonce: string;
}

function authorization(extra: Record<string, string>): Authorization {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(8).toString("hex");
  const nonce = randomBytes(8).toString("hex");
  const url = new URL(`${provider.issuer}/auth`);
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const parameters = { response_type: "code", scope: "openid profile email", redirect_uri: redirectUri };
  const checks = { code_challenge: challenge, code_challenge_method: "S256", state, nonce };
  url.search = new URLSearchParams({
    client_id: client.clientId,
    ...parameters,
    ...checks,
    ...extra,
  }).toString();
  return { url, verifier, state, nonce };
}

interface OpenSignIn extends Authorization {
  page: string;
  action: URL;
  startedAtSeconds: number;
}

async function openSignIn(browser: Browser, extra: Record<string, string> = {}): Promise<OpenSignIn> {
  const startedAtSeconds = Math.floor(Date.now() / 1000);
  const started = authorization(extra);
  const answer = await browser.follow(started.url);
  expect(answer.status).toBe(200);
  return { ...started, page: answer.body, action: new URL(answer.url), startedAtSeconds };
}

async function finish(browser: Browser, open: OpenSignIn, sub: string): Promise<Record<string, unknown>> {
  const back = new URL((await browser.follow(open.action, new URLSearchParams({ sub }))).url);
  expect(back.searchParams.get("state")).toBe(open.state);
  const answer = await fetch(`${provider.issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: back.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      code_verifier: open.verifier,
    }),
  });
  const tokens = (await answer.json()) as { id_token: string };
  const payload = await readIdToken(tokens.id_token);
  expect(payload).toMatchObject({ iss: provider.issuer, aud: client.clientId });
  expect(payload["nonce"]).toBe(open.nonce);
  return payload;
}

async function readIdToken(token: string): Promise<Record<string, unknown>> {
  const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: [JsonWebKey] };
  const [header = "", payload = "", signature = ""] = token.split(".");
  const key = createPublicKey({ key: keys[0], format: "jwk" });
  const signed = Buffer.from(`${header}.${payload}`);
  expect(verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))).toBe(true);
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
}

async function signIn(browser: Browser, sub: string): Promise<Record<string, unknown>> {
  return finish(browser, await openSignIn(browser), sub);
}
