import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import type { ActionAnswer } from "#lib/domain/directory.ts";
import type { Directory } from "#lib/ports/directory.ts";
import { type OnePassword, startOnePassword } from "#lib/simulator/onepassword/server.ts";
import type { ExchangeRecord } from "./exchange.ts";
import { createTestPace } from "./test-server.ts";
import { createUsersApi, type UsersApiOptions } from "./users-api.ts";

// The whole client against the simulated account. Its ledger, not the client, says what took effect.

const effect = z.object({
  operation: z.string(),
  user: z.string(),
  changed: z.boolean(),
  application: z.string().nullable(),
});
const ledger = z.object({ items: z.array(effect) });
const callLedger = z.object({
  items: z.array(
    z.object({
      operation: z.string(),
      method: z.string(),
      path: z.string(),
      query: z.string(),
      application: z.string().nullable(),
      requestId: z.string().nullable(),
      userAgent: z.string().nullable(),
    }),
  ),
});
const people = z.array(z.object({ id: z.string(), email: z.string(), state: z.string(), role: z.string() }));

let account: OnePassword;
let directory: Directory;
let records: ExchangeRecord[];
let pace: ReturnType<typeof createTestPace>;
const trace = { workflowId: "0199d0c4-7a1e-7cc2-8c39-0f3f6a1d2b11", requestKey: "REQ-1042", attempt: 2 };

beforeAll(async () => {
  account = await startOnePassword({ port: 0, people: 2_345 });
});
afterAll(() => account.close());

function connect(changes: Partial<UsersApiOptions> = {}): Directory {
  return createUsersApi({
    baseUrl: account.url,
    accountId: account.accountId,
    apiVersion: "v1",
    credentials: account.applications,
    productVersion: "1.2.3",
    sendWorkflowId: true,
    clock: { now: () => new Date() },
    pace,
    onExchange: (record) => records.push(record),
    ...changes,
  });
}

async function control(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${account.controlUrl}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function personCalled(email: string): Promise<string> {
  const known = people.parse(await control("GET", "/known-people"));
  const person = known.find((one) => one.email === email);
  if (person === undefined) throw new Error(`The simulated account has nobody called ${email}.`);
  return person.id;
}

const effects = async () => ledger.parse(await control("GET", "/ledger/effects")).items;
const calls = async () => callLedger.parse(await control("GET", "/ledger/calls")).items;
const inject = (op: string, fault: string, args?: unknown, times: number | "always" = 1) =>
  control("POST", "/faults", { match: { op, times }, fault, ...(args === undefined ? {} : { args }) });

function suspend(userId: string): Promise<ActionAnswer> {
  return directory.act({ action: "suspend", userId, trace, leaveBy: new Date(Date.now() + 30_000) });
}

let wendy = "";
beforeEach(async () => {
  await control("POST", "/reset");
  pace = createTestPace();
  records = [];
  directory = connect();
  wendy = await personCalled("wendy.appleseed@acme.example");
});

function summary(answer: ActionAnswer): string {
  return "code" in answer ? `${answer.kind} ${answer.code}` : answer.kind;
}

it("suspend and reactivate each use their own application, and the ledger shows the workflow", async () => {
  expect(await directory.readUser({ userId: wendy, credential: "look-up" })).toMatchObject({
    user: { state: "ACTIVE" },
  });
  expect(await directory.prepareAction("suspend")).toEqual({ ok: true });
  expect(await suspend(wendy)).toMatchObject({
    kind: "answered",
    user: { userId: wendy, state: "SUSPENDED" },
  });
  const after = await directory.readUser({ userId: wendy, credential: "suspend" });
  expect(after).toMatchObject({ ok: true, user: { state: "SUSPENDED" }, warnings: [] });
  const leaveBy = new Date(Date.now() + 30_000);
  const back = await directory.act({ action: "reactivate", userId: wendy, trace, leaveBy });
  expect(back).toMatchObject({ kind: "answered", user: { state: "ACTIVE" } });

  expect(await effects()).toMatchObject([
    { operation: "suspend", user: wendy, changed: true, application: "suspend" },
    { operation: "reactivate", user: wendy, changed: true, application: "reactivate" },
  ]);
  const acted = (await calls()).filter(({ method, operation }) => method === "POST" && operation !== "token");
  expect(acted).toHaveLength(2);
  for (const { userAgent, requestId } of acted) {
    expect([userAgent, requestId]).toEqual(["Countersign/1.2.3 (REQ-1042/2)", trace.workflowId]);
  }
  const seen = (await calls()).map(({ operation, application }) => `${operation} ${application ?? "nobody"}`);
  expect(seen).toEqual([
    "token look-up",
    "get look-up",
    "token suspend",
    "suspend suspend",
    "get suspend",
    "token reactivate",
    "reactivate reactivate",
  ]);
  expect(records.map(({ purpose, credential }) => `${purpose} ${credential}`)).toHaveLength(seen.length);
});

it.each(["v1", "v1beta1"] as const)(
  "%s works; once its preview has ended the other is named",
  async (apiVersion) => {
    directory = connect({ apiVersion });
    expect(await directory.readUser({ userId: wendy, credential: "look-up" })).toMatchObject({ ok: true });
    expect(await suspend(wendy)).toMatchObject({ kind: "answered" });
    await control("POST", "/modes", { v1beta1Gone: 404 });
    directory = connect({ apiVersion });
    const result = await directory.testCredential("look-up");
    expect(result.ok).toBe(apiVersion === "v1");
    expect(result.message.includes("ONEPASSWORD_API_VERSION")).toBe(!result.ok);
  },
);

it("the whole directory is listed once, in pages of 1,000", async () => {
  const result = await directory.listUsers({});
  expect(result).toMatchObject({ ok: true, pages: 3 });
  const users = result.ok ? result.users : [];
  expect(new Set(users.map(({ userId }) => userId)).size).toBe(2_345);
  expect(users.some(({ state, rawState }) => state === "UNKNOWN" && rawState === "STATE_UNSPECIFIED")).toBe(
    true,
  );
  const queries = (await calls()).filter(({ operation }) => operation === "list").map(({ query }) => query);
  expect(queries.join()).not.toMatch(/maxPageSize|pageToken/);

  const suspended = await directory.listUsers({ filter: "suspended" });
  const ids = suspended.ok ? suspended.users.map(({ userId }) => userId) : [];
  expect(ids).toEqual(users.filter(({ state }) => state === "SUSPENDED").map(({ userId }) => userId));
  expect(ids.length).toBeGreaterThan(0);
});

it("a person met on two pages counts once, and a listing that runs in circles counts not at all", async () => {
  await inject("list", "duplicate_across_pages", undefined, 3);
  const result = await directory.listUsers({});
  expect(result.ok && result.users.length).toBe(2_345);
  await inject("list", "page_token_loop", undefined, 3);
  expect(await directory.listUsers({})).toMatchObject({ ok: false, code: "invalid_answer" });
});

it("each credential is found fit for its job, and one that may do more is named", async () => {
  for (const credential of ["look-up", "suspend", "reactivate"] as const) {
    expect(await directory.testCredential(credential)).toMatchObject({ ok: true });
  }
  const crossed = connect({
    credentials: {
      ...account.applications,
      suspend: account.applications.lookUp,
      lookUp: account.applications.suspend,
    },
  });
  expect(await crossed.testCredential("suspend")).toMatchObject({ ok: false, code: "more_than_its_job" });
  expect(await crossed.testCredential("look-up")).toMatchObject({ ok: false, code: "forbidden" });
  const wrong = connect({
    credentials: {
      ...account.applications,
      suspend: { clientId: account.applications.suspend.clientId, clientSecret: "x" },
    },
  });
  expect(await wrong.testCredential("suspend")).toMatchObject({ ok: false, code: "credentials_rejected" });
  expect((await calls()).every(({ method, operation }) => method === "GET" || operation === "token")).toBe(
    true,
  );
});

it("a person who is gone is not found", async () => {
  const gone = await personCalled("gus.vanterpool@acme.example");
  const result = await directory.readUser({ userId: gone, credential: "look-up" });
  expect(result).toMatchObject({ ok: false, code: "user_not_found" });
  expect(summary(await suspend(gone))).toBe("refused user_not_found");
});

it("an external account manager and the last owner are refused, each with its own code", async () => {
  expect(summary(await suspend(await personCalled("milo.farkas@northbridge.example")))).toBe(
    "refused forbidden",
  );
  expect(summary(await suspend(await personCalled("theodora.vance@acme.example")))).toBe("answered");
  expect(summary(await suspend(await personCalled("marcus.aldine@acme.example")))).toBe("refused last_owner");
});

describe("what the client concludes, and what the ledger says took effect", () => {
  const rows: [fault: string, args: unknown, concluded: string, applied: number, posts: number][] = [
    ["reset_before_apply", undefined, "uncertain cut", 0, 1],
    ["reset_after_apply", undefined, "uncertain cut", 1, 1],
    ["late_apply", { ms: 0 }, "uncertain cut", 1, 1],
    ["delay", { ms: 2_000, when: "after" }, "uncertain timed_out", 1, 1],
    ["apply_then_status", { code: 500 }, "uncertain server_error", 1, 1],
    ["apply_then_status", { code: 503 }, "uncertain server_error", 1, 1],
    ["apply_then_status", { code: 504 }, "uncertain server_error", 1, 1],
    ["status", { code: 409 }, "refused rejected", 0, 1],
    ["status", { code: 410 }, "refused route_not_found", 0, 1],
    ["unauthorized_once", undefined, "answered", 1, 2],
    ["retry_after", { value: "999999" }, "not_sent rate_limited", 0, 1],
    ["redirect", { code: 307 }, "uncertain redirect_refused", 0, 1],
    ["html_200", undefined, "uncertain invalid_answer", 1, 1],
    ["truncated_json", undefined, "uncertain invalid_answer", 1, 1],
    ["empty_body", undefined, "uncertain invalid_answer", 1, 1],
    ["big_body", undefined, "uncertain invalid_answer", 1, 1],
    ["wrong_user", undefined, "uncertain wrong_user", 1, 1],
    ["wrong_state", undefined, "uncertain wrong_state", 1, 1],
    ["unknown_state", { state: "FROZEN" }, "uncertain unknown_state", 1, 1],
    ["provisioning_on", undefined, "refused forbidden", 0, 1],
    ["provisioning_on", { code: 400 }, "refused invalid_request", 0, 1],
    ["scope_missing", undefined, "refused forbidden", 0, 1],
    ["last_owner", undefined, "refused last_owner", 0, 1],
    ["user_gone", undefined, "refused user_not_found", 0, 1],
  ];
  it.each(rows)("%s %j: %s", async (fault, args, concluded, applied, posts) => {
    if (fault === "delay") directory = connect({ timeouts: { callMs: 200 } });
    await directory.prepareAction("suspend");
    await inject("suspend", fault, args);
    expect(summary(await suspend(wendy))).toBe(concluded);
    await expect.poll(async () => (await effects()).length).toBe(applied);
    expect(records.filter(({ purpose }) => purpose === "act")).toHaveLength(posts);
  });

  it("unauthorized_always: a new token once, then not sent", async () => {
    await inject("suspend", "unauthorized_always", undefined, 2);
    expect(summary(await suspend(wendy))).toBe("not_sent credentials_rejected");
    expect(await effects()).toEqual([]);
    expect(records.map(({ purpose }) => purpose)).toEqual(["token", "act", "token", "act"]);
  });

  it("refuse_connection: not sent, no effect", async () => {
    await inject("token", "refuse_connection", { ms: 800 });
    await directory.prepareAction("suspend");
    expect(summary(await suspend(wendy))).toBe("not_sent unreachable");
    await expect.poll(() => effects().catch(() => "down"), { timeout: 10_000 }).toEqual([]);
  });
});

it("a token that 1Password has forgotten is renewed once for 100 callers", async () => {
  await control("POST", "/modes", { tokenLifetimeSeconds: 900 });
  await directory.readUser({ userId: wendy, credential: "look-up" });
  await control("POST", "/modes", { clockOffsetMs: 1_000_000 });
  const listed = await connect().listUsers({ filter: "active" });
  const ids = listed.ok ? listed.users.slice(100, 200).map(({ userId }) => userId) : [];
  records.length = 0;
  const results = await Promise.all(
    ids.map((userId) => directory.readUser({ userId, credential: "look-up" })),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(100);
  expect(records.filter(({ purpose }) => purpose === "token")).toHaveLength(1);
});

it("no secret or token of the account is in any record or in the health", async () => {
  await suspend(wendy);
  await directory.listUsers({});
  const text = JSON.stringify([records, directory.health(), directory.host]);
  for (const { clientSecret } of Object.values(account.applications))
    expect(text).not.toContain(clientSecret);
  expect(text).not.toMatch(/bearer|authorization|access_token/i);
});
