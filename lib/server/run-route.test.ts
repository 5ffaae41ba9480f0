import { expect, test } from "vitest";
import { z } from "zod";

import { makeKeyActor, makePersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";

import { createLimiter } from "./limiter.ts";
import { runRoute } from "./run-route.ts";
import type { RouteAuth, RouteContext, RouteSpec } from "./run-route.ts";

const publicUrl = "http://localhost:3000";
const person = makePersonActor({
  personId: "p1",
  name: "Ana Ruiz",
  email: "ana.ruiz@acme.example",
  roles: ["analyst"],
  iss: "https://login.acme.example",
  sub: "ana",
  sessionRef: "ref",
  amr: [],
  authTime: new Date(0),
});
const machine = makeKeyActor({ keyId: "k1", name: "SIEM", scopes: ["cases:read"] });

interface Try {
  auth?: RouteAuth;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  search?: string;
  signedIn?: boolean;
  handler?: () => Promise<Response | object>;
}
const Body = z.strictObject({ reason: z.string().min(3) });
const Query = z.strictObject({ q: z.string().optional() });

async function ask(
  input: Try = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers; kept: boolean[] }> {
  const { auth = "person-or-key:cases:read", method = "GET", body, search = "", signedIn = true } = input;
  const kept: boolean[] = [];
  const context: RouteContext = {
    publicUrl,
    requirePerson: async ({ keepsAlive }) => {
      if (!signedIn) throw new DomainError("not_signed_in");
      kept.push(keepsAlive);
      return person;
    },
    requireKey: async ({ authorization, scope }) => {
      if (authorization !== "Bearer cs_good") throw new DomainError("key_rejected");
      if (scope !== "cases:read") throw new DomainError("scope_missing", { scope });
      return machine;
    },
    limiter: createLimiter({ points: 100, perMs: 60_000 }),
    machines: createLimiter({ points: 100, perMs: 60_000 }),
    nextId: () => "0192-ref",
    log: { error: () => undefined },
    rethrow: () => undefined,
  };
  const headers = new Headers(input.headers);
  if (body !== undefined) headers.set("content-length", String(body.length));
  const request = new Request(`${publicUrl}/api/v1/x${search}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const spec: RouteSpec<RouteAuth, z.ZodUndefined, typeof Query, typeof Body> = {
    auth,
    query: Query,
    ...(body !== undefined && { body: Body }),
  };
  const response = await runRoute(context, {
    request,
    params: undefined,
    spec,
    handler: async ({ actor }) =>
      input.handler === undefined ? { who: actor?.kind ?? "nobody" } : input.handler(),
  });
  return {
    status: response.status,
    body: JSON.parse(await response.text()),
    headers: response.headers,
    kept,
  };
}
const json = { "content-type": "application/json" };

test("a signed-in person and a key with the scope are both let in where both are allowed", async () => {
  expect((await ask()).body).toEqual({ who: "person" });
  expect((await ask({ headers: { authorization: "Bearer cs_good" } })).body).toEqual({ who: "key" });
  expect((await ask({ auth: "open", signedIn: false })).body).toEqual({ who: "nobody" });
});

test("answers that show data aren't kept by anybody in between", async () => {
  expect((await ask()).headers.get("cache-control")).toBe("no-store");
  expect((await ask({ signedIn: false })).headers.get("cache-control")).toBe("no-store");
});

test("a bad key is refused even beside a good cookie", async () => {
  const answer = await ask({ headers: { authorization: "Bearer cs_bad", cookie: "countersign-session=x" } });
  expect(answer).toMatchObject({ status: 401, body: { code: "key_rejected" } });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("www-authenticate")).toBe("Bearer");
});

test("a route for keys never takes a cookie, and one for people never a key", async () => {
  expect((await ask({ auth: "key:cases:read" })).body["code"]).toBe("key_rejected");
  const key = { authorization: "Bearer cs_good" };
  expect((await ask({ auth: "person", headers: key, signedIn: false })).body["code"]).toBe("not_signed_in");
  expect((await ask({ auth: "key:audit:read", headers: key })).body).toMatchObject({
    status: 403,
    code: "scope_missing",
  });
});

test("a change by cookie needs our origin; the same by key doesn't", async () => {
  const change = { method: "POST", body: '{"reason":"because"}' };
  expect((await ask({ ...change, headers: json })).status).toBe(403);
  expect((await ask({ ...change, headers: { ...json, origin: "https://evil.example" } })).status).toBe(403);
  expect((await ask({ ...change, headers: { ...json, origin: publicUrl } })).status).toBe(200);
  expect((await ask({ ...change, headers: { ...json, authorization: "Bearer cs_good" } })).status).toBe(200);
});

test("reading by cookie doesn't keep a session alive, changing does", async () => {
  expect((await ask()).kept).toEqual([false]);
  const changed = await ask({
    method: "POST",
    body: '{"reason":"because"}',
    headers: { ...json, origin: publicUrl },
  });
  expect(changed.kept).toEqual([true]);
});

test("a body of another shape, type or size has its own status", async () => {
  const send = async (body: string, headers: Record<string, string> = json) =>
    (await ask({ method: "POST", body, headers: { ...headers, authorization: "Bearer cs_good" } })).status;
  expect(await send("{")).toBe(400);
  expect(await send('{"reason":["because"]}')).toBe(400);
  expect(await send('{"reason":"because","more":1}')).toBe(400);
  expect(await send('{"reason":"because","__proto__":{"x":1}}')).toBe(400);
  expect(await send(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`)).toBe(400);
  expect(await send('{"reason":"x"}')).toBe(422);
  expect(await send('{"reason":"because"}', { "content-type": "text/plain" })).toBe(415);
  expect(await send('{"reason":"because"}', { ...json, "content-encoding": "gzip" })).toBe(415);
  expect(await send(`{"reason":"${"x".repeat(70_000)}"}`)).toBe(413);
});

test("a body that is longer than it says is too large all the same", async () => {
  const { readJson } = await import("./read-json.ts");
  const request = new Request(publicUrl, { method: "POST", body: `"${"x".repeat(500)}"`, headers: json });
  const call = readJson(request, { schema: z.string(), limitBytes: 100 });
  await expect(call).rejects.toMatchObject({ code: "body_too_large" });
});

test("a query key that comes twice, or that nobody knows, is malformed", async () => {
  expect((await ask({ search: "?q=1" })).status).toBe(200);
  for (const search of ["?q=1&q=2", "?q[]=1", "?x=1", "?__proto__=1"])
    expect((await ask({ search })).status).toBe(400);
});

test("a fault of ours shows its id and nothing else", async () => {
  const answer = await ask({
    handler: async () => {
      throw new Error("secret cause");
    },
  });
  expect(answer).toMatchObject({ status: 503, body: { code: "fault", ref: "0192-ref" } });
  expect(JSON.stringify(answer.body)).not.toContain("secret cause");
  expect(answer.headers.get("retry-after")).toBe("5");
});

test("a refusal carries the workflow id where it is known", async () => {
  const answer = await ask({
    handler: async () => {
      throw new DomainError("request_not_pending", { status: "denied", workflowId: "wf-1" });
    },
  });
  expect(answer).toMatchObject({ status: 409, body: { code: "request_not_pending", workflowId: "wf-1" } });
});
