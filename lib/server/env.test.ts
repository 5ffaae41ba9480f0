import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadEnv, loadSettings } from "./env.ts";
import type { EnvProblem } from "./env-reader.ts";

const folder = mkdtempSync(path.join(tmpdir(), "env-"));
afterAll(() => rmSync(folder, { recursive: true }));

const account = {
  ONEPASSWORD_REGION: "eu",
  ONEPASSWORD_ACCOUNT_ID: "XLQMR47VZPBKJHSGWNCYFDE3T9",
  ONEPASSWORD_LOOKUP_CLIENT_ID: "look-up",
  ONEPASSWORD_LOOKUP_CLIENT_SECRET: "look-up-secret",
  ONEPASSWORD_SUSPEND_CLIENT_ID: "suspend",
  ONEPASSWORD_SUSPEND_CLIENT_SECRET: "suspend-secret",
  ONEPASSWORD_REACTIVATE_CLIENT_ID: "reactivate",
  ONEPASSWORD_REACTIVATE_CLIENT_SECRET: "reactivate-secret",
};
const provider = {
  OIDC_ISSUER: "https://login.acme.example/",
  OIDC_CLIENT_ID: "countersign",
  OIDC_CLIENT_SECRET: "oidc-secret",
};
const production = { DATA_DIR: folder, ...account, ...provider };

function problemsOf(source: Record<string, string>): EnvProblem[] {
  const result = loadSettings(source as NodeJS.ProcessEnv);
  return result.ok ? [] : result.problems;
}

function variablesOf(source: Record<string, string>): string[] {
  return problemsOf(source).map(({ variable }) => variable);
}

function settingsOf(source: Record<string, string>) {
  const result = loadSettings(source as NodeJS.ProcessEnv);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}

test("nothing configured is the demo, on loopback, with everything simulated", () => {
  expect(settingsOf({})).toMatchObject({
    demo: true,
    listensOn: "127.0.0.1",
    port: 3000,
    publicUrl: "http://localhost:3000",
    dataDir: path.resolve("data"),
    databaseUrl: `file:${path.resolve("data/countersign.db")}`,
    logOrigin: "localhost:3000/countersign/log",
    simulatorPorts: { onepassword: 3901, identityProvider: 3902 },
    simulates: { onepassword: true, identityProvider: true },
    trustedProxies: [],
  });
});

test("a whole configuration is no demo", () => {
  const result = loadEnv(production as unknown as NodeJS.ProcessEnv);
  expect(result.ok && result.env).toMatchObject({
    demo: false,
    listensOn: "0.0.0.0",
    onepassword: {
      baseUrl: "https://api.1password.eu",
      isOnePassword: true,
      apiVersion: "v1",
      credentials: { suspend: { clientId: "suspend", clientSecret: "suspend-secret" } },
      sendsWorkflowId: true,
    },
    oidc: { issuer: "https://login.acme.example/", roleClaim: "groups" },
    events: null,
  });
});

test("the result can't be changed, its parts included", () => {
  const settings = settingsOf(production);
  expect(Object.isFrozen(settings) && Object.isFrozen(settings.onepassword?.credentials.suspend)).toBe(true);
});

test("an own address wins over the region", () => {
  const settings = settingsOf({ ...production, ONEPASSWORD_API_URL: "https://users.acme.example/1p/" });
  expect(settings.onepassword).toMatchObject({
    baseUrl: "https://users.acme.example/1p",
    isOnePassword: false,
  });
});

test("all problems are told at once, by variable and with a fix", () => {
  const problems = problemsOf({
    DATA_DIR: folder,
    ONEPASSWORD_REGION: "us",
    ONEPASSWORD_ACCOUNT_ID: "../oauth",
    ONEPASSWORD_LOOKUP_CLIENT_ID: "half",
    ONEPASSWORD_API_VERSION: "v2",
    PORT: "70000",
    PUBLIC_URL: "http://countersign.acme.example/path",
    DATABASE_URL: "mysql://u:p4ss@host/db",
    TRUSTED_PROXIES: "10.0.0.1, proxy.acme",
    COOKIE_SECRET: "short",
    LOG_ORIGIN: "two words",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
  });
  expect(problems.map(({ variable }) => variable).sort()).toEqual([
    "COOKIE_SECRET",
    "DATABASE_URL",
    "LOG_ORIGIN",
    "NODE_TLS_REJECT_UNAUTHORIZED",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_ISSUER",
    "ONEPASSWORD_ACCOUNT_ID",
    "ONEPASSWORD_API_VERSION",
    "ONEPASSWORD_LOOKUP_CLIENT_SECRET",
    "ONEPASSWORD_REACTIVATE_CLIENT_ID",
    "ONEPASSWORD_REACTIVATE_CLIENT_SECRET",
    "ONEPASSWORD_REGION",
    "ONEPASSWORD_SUSPEND_CLIENT_ID",
    "ONEPASSWORD_SUSPEND_CLIENT_SECRET",
    "PORT",
    "PUBLIC_URL",
    "PUBLIC_URL",
    "TRUSTED_PROXIES",
  ]);
  expect(problems.every(({ message, fix }) => message !== "" && fix.endsWith("."))).toBe(true);
  expect(JSON.stringify(problems)).not.toContain("p4ss");
});

describe("demo mode", () => {
  test("is refused when the Users API is a real one", () => {
    expect(variablesOf({ ...production, DEMO: "1" })).toEqual(["DEMO"]);
    expect(variablesOf({ DEMO: "1", ONEPASSWORD_REGION: "com" })).toContain("DEMO");
  });

  test("may use another Users API on this computer, and simulates the identity provider alone", () => {
    const own = { ...account, ONEPASSWORD_API_URL: "http://localhost:4901" };
    const settings = settingsOf({ DATA_DIR: folder, ...own, DEMO: "1" });
    expect(settings).toMatchObject({ demo: true, simulates: { onepassword: false, identityProvider: true } });
  });

  test("may use an own identity provider with the simulated account", () => {
    const settings = settingsOf({ ...provider });
    expect(settings).toMatchObject({ demo: true, simulates: { onepassword: true, identityProvider: false } });
  });

  test("forbidden, it names what is not configured", () => {
    expect(variablesOf({ DEMO: "0" })).toEqual([
      "ONEPASSWORD_REGION",
      "ONEPASSWORD_ACCOUNT_ID",
      "ONEPASSWORD_LOOKUP_CLIENT_ID",
      "ONEPASSWORD_LOOKUP_CLIENT_SECRET",
      "ONEPASSWORD_SUSPEND_CLIENT_ID",
      "ONEPASSWORD_SUSPEND_CLIENT_SECRET",
      "ONEPASSWORD_REACTIVATE_CLIENT_ID",
      "ONEPASSWORD_REACTIVATE_CLIENT_SECRET",
      "OIDC_ISSUER",
      "OIDC_CLIENT_ID",
      "OIDC_CLIENT_SECRET",
    ]);
  });

  test("is not entered by a half-configured account", () => {
    expect(variablesOf({ ONEPASSWORD_LOOKUP_CLIENT_ID: "half" })).toContain("ONEPASSWORD_REGION");
  });

  test("without DEMO=1 a Users API on this computer needs an identity provider", () => {
    const own = { ...account, ONEPASSWORD_API_URL: "http://localhost:4901" };
    expect(variablesOf(own)).toEqual(["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]);
  });

  test("takes the credentials from what the simulated account has written", () => {
    const dataDir = mkdtempSync(path.join(folder, "demo-"));
    const missing = loadEnv({ DATA_DIR: dataDir } as unknown as NodeJS.ProcessEnv);
    expect(!missing.ok && missing.problems.map(({ fix }) => fix).join()).toContain("npm start");
    const { ONEPASSWORD_REGION: _, ...credentials } = account;
    const env = { ...credentials, ...provider, ONEPASSWORD_API_URL: "http://127.0.0.1:3901" };
    writeFileSync(path.join(dataDir, "simulator.json"), JSON.stringify({ env }));
    const result = loadEnv({ DATA_DIR: dataDir } as unknown as NodeJS.ProcessEnv);
    expect(result.ok && result.env).toMatchObject({
      demo: true,
      onepassword: { baseUrl: "http://127.0.0.1:3901", isLoopback: true },
      oidc: { clientId: "countersign" },
    });
  });
});

describe("secrets", () => {
  test("are read from files, without the line break at the end", () => {
    const file = path.join(folder, "secret");
    writeFileSync(file, "from-a-file\n");
    const { OIDC_CLIENT_SECRET: _, ...rest } = production;
    expect(settingsOf({ ...rest, OIDC_CLIENT_SECRET_FILE: file }).oidc?.clientSecret).toBe("from-a-file");
    expect(variablesOf({ ...rest, OIDC_CLIENT_SECRET_FILE: path.join(folder, "absent") })).toEqual([
      "OIDC_CLIENT_SECRET_FILE",
    ]);
    expect(variablesOf({ ...production, OIDC_CLIENT_SECRET_FILE: file })).toEqual(["OIDC_CLIENT_SECRET"]);
  });

  test("as references to 1Password are resolved, or refused in plain words", () => {
    const source = { ...production, OIDC_CLIENT_SECRET: "op://vault/item/field" };
    expect(problemsOf(source)[0]?.message).toContain("OP_SERVICE_ACCOUNT_TOKEN");
    expect(problemsOf({ ...source, OP_SERVICE_ACCOUNT_TOKEN: "t" })[0]?.fix).toContain("op run");
    const resolved = loadEnv(
      { ...source, OP_SERVICE_ACCOUNT_TOKEN: "t" } as unknown as NodeJS.ProcessEnv,
      (reference, token) => ({ ok: true, value: `${reference} by ${token}` }),
    );
    expect(resolved.ok && resolved.env.oidc.clientSecret).toBe("op://vault/item/field by t");
  });

  test("events need address and token together", () => {
    expect(variablesOf({ ...production, ONEPASSWORD_EVENTS_TOKEN: "t" })).toEqual(["ONEPASSWORD_EVENTS_URL"]);
    const url = { ONEPASSWORD_EVENTS_URL: "https://events.1password.eu" };
    expect(variablesOf({ ...production, ...url })).toEqual(["ONEPASSWORD_EVENTS_TOKEN"]);
    expect(settingsOf({ ...production, ...url, ONEPASSWORD_EVENTS_TOKEN: "t" }).events?.token).toBe("t");
    expect(variablesOf({ ...production, ONEPASSWORD_EVENTS_URL: "http://169.254.169.254" })).toContain(
      "ONEPASSWORD_EVENTS_URL",
    );
  });
});

test("two programs can't share a port, and a port that nobody uses is no matter", () => {
  expect(variablesOf({ PORT: "3902" })).toEqual(["SIMULATOR_IDP_PORT"]);
  expect(variablesOf({ ...production, PORT: "3902" })).toEqual([]);
});

test("proxies may be addresses and networks", () => {
  const trustedProxies = ["10.0.0.7", "10.1.0.0/16", "fd00::/8"];
  expect(settingsOf({ TRUSTED_PROXIES: trustedProxies.join(", ") }).trustedProxies).toEqual(trustedProxies);
  expect(variablesOf({ TRUSTED_PROXIES: "10.1.0.0/33" })).toEqual(["TRUSTED_PROXIES"]);
});
