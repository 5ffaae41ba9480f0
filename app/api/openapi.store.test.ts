import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyScopes } from "#lib/domain/key-scope.ts";
import { ProblemAnswer } from "#lib/server/openapi/answers.ts";
import { listRefusals } from "#lib/server/openapi/list-refusals.ts";
import type { Operation } from "#lib/server/openapi/operation.ts";
import { operations } from "#lib/server/openapi/operations.ts";
import { openMachineServer, routePaths } from "./test-machine-server.ts";

const wendy = "wendy.appleseed@acme.example";
let server: Awaited<ReturnType<typeof openMachineServer>>;
let caseKey = "";
let requestKey = "";
/** Of people about whom nobody proposed anything yet. */
const otherCases: string[] = [];

beforeAll(async () => {
  server = await openMachineServer();
  const receipt = await send(
    JSON.stringify({ title: "Impossible travel", severity: "high", user: { email: wendy } }),
  );
  const { results } = (await receipt.json()) as { results: { caseKey?: string }[] };
  caseKey = results[0]?.caseKey ?? "";
  const proposed = await propose(caseKey, { action: "suspend", reason: "Fired twice" }, uuidv7());
  requestKey = ((await proposed.json()) as { key: string }).key;
  const { items } = await server.services.stores.subjects.search({
    q: "",
    state: "ACTIVE",
    limit: 25,
    cursor: null,
  });
  for (const { email } of items.filter((one) => one.email !== wendy)) {
    const filed = await send(JSON.stringify({ title: "Token theft", severity: "low", user: { email } }));
    const { results: found } = (await filed.json()) as { results: { caseKey?: string }[] };
    otherCases.push(found[0]?.caseKey ?? "");
  }
  await server.services.seal.sealSoon();
}, 60_000);
afterAll(() => server.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = { "content-type": "application/json" };

function send(body: string, headers: Record<string, string> = server.signed(body)) {
  return fetch(`${server.base}/api/v1/signals/${server.source}`, {
    method: "POST",
    headers: { ...json, ...headers },
    body,
  });
}

function propose(key: string, body: unknown, idempotencyKey: string | null, token = server.allScopes) {
  return fetch(`${server.base}/api/v1/cases/${key}/requests`, {
    method: "POST",
    headers: {
      ...json,
      ...bearer(token),
      ...(idempotencyKey === null ? {} : { "idempotency-key": idempotencyKey }),
    },
    body: JSON.stringify(body),
  });
}

/** All that an effect would leave behind: entries, cases, requests, what the source counted. */
async function rows(): Promise<unknown> {
  const { stores } = server.services;
  const [entries, requests, cases, keys, subjects, dead, webhooks] = await Promise.all([
    stores.log.count(),
    stores.requests.counts(),
    stores.cases.counts(),
    stores.apiKeys.all(),
    stores.subjects.counts(),
    stores.signals.deadLetterCount(),
    stores.webhooks.counts(),
  ]);
  return { entries, requests, cases, keys: keys.length, subjects, dead, webhooks };
}

test("every route of the machine interface is in the document, and everything in the document has a route", () => {
  const documented = [...new Set(operations.map(({ path }) => path))].toSorted();
  expect([...routePaths().keys()].toSorted()).toEqual(documented);
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
});

test("a route answers the methods of the document, and every other one with 405 and Allow", async () => {
  const paths = [...new Set(operations.map(({ path }) => path))];
  for (const path of paths) {
    const allowed = operations.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => !allowed.includes(one))) {
      const answer = await fetch(`${server.base}${concrete(path)}`, {
        method,
        headers: bearer(server.allScopes),
      });
      expect([path, method, answer.status]).toEqual([path, method, 405]);
      expect(answer.headers.get("allow")?.split(", ")).toEqual(expect.arrayContaining(allowed));
    }
  }
});

test("the document is OpenAPI 3.1 whose references resolve, and needs no key", async () => {
  const answer = await fetch(`${server.base}/api/v1/openapi.json`);
  expect(answer.status).toBe(200);
  const document = (await answer.json()) as Record<string, unknown> & {
    paths: Record<string, Record<string, object>>;
  };
  expect(document["openapi"]).toBe("3.1.0");
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const place = reference.replace(/^#\//, "").split("/");
    const found = place.reduce<unknown>(
      (at, name) => (at as Record<string, unknown> | undefined)?.[name],
      document,
    );
    expect([reference, typeof found]).toEqual([reference, "object"]);
  }
  expect(document.paths["/api/v1/cases/{key}/requests"]?.["post"]).toMatchObject({
    security: [{ key: ["requests:propose"] }],
    parameters: [
      { name: "key", in: "path", required: true },
      { name: "Idempotency-Key", in: "header", required: true },
    ],
    requestBody: {
      content: {
        "application/json": {
          schema: {
            properties: { action: { enum: ["suspend", "reactivate"] } },
            additionalProperties: false,
          },
        },
      },
    },
  });
});

test("real answers are what the document says, field by field", async () => {
  const read = async (operation: Operation, path: string) => {
    const answer = await fetch(`${server.base}${path}`, { headers: bearer(server.allScopes) });
    const said = operation.answers.find(({ status }) => status === answer.status);
    if (!said) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    if ("type" in said) {
      expect(answer.headers.get("content-type")).toContain(said.type);
      return;
    }
    if (!("json" in said)) return;
    const body: unknown = await answer.json();
    // What the schema doesn't know would be cut off.
    expect(said.json.parse(body)).toEqual(body);
  };
  for (const operation of operations) {
    if (operation.method !== "get" || operation.id === "readReadiness") continue;
    const query =
      operation.id === "readPeriodEvidence" ? `?from=2026-01-01T00:00:00Z&to=2099-01-01T00:00:00Z` : "";
    await read(operation, `${concrete(operation.path)}${query}`);
  }
});

test("the metrics are Prometheus' text with the figures of this moment, and nothing of a person in them", async () => {
  const { token } = await server.makeKey(["metrics:read"]);
  const answer = await fetch(`${server.base}/api/metrics`, { headers: bearer(token) });
  expect(answer.status).toBe(200);
  const text = await answer.text();
  for (const line of text.trimEnd().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[\d.e+-]+)$/);
  }
  expect(text).toContain('countersign_requests{action="suspend",status="proposed"} 1\n');
  expect(text).toContain(`countersign_signals_total{source="${server.source}",result="accepted"}`);
  for (const name of [
    "cases_open",
    "queue_lag_seconds",
    "log_unsealed_entries",
    "integration_up",
    "webhooks_dead",
  ]) {
    expect(text).toContain(`countersign_${name}`);
  }
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).not.toMatch(/acme\.example|Wendy|IR-\d|REQ-\d/);
});

test("the same proposal sent again is the same one with the same answer; a key of its own is needed", async () => {
  const key = otherCases[0] ?? "";
  const body = { action: "suspend", reason: "Fired again" };
  const id = uuidv7();
  const first = await propose(key, body, id);
  const before = await rows();
  const second = await propose(key, body, id);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  const other = await propose(key, { ...body, reason: "Other words" }, id);
  expect([other.status, await codeOf(other)]).toEqual([409, "idempotency_mismatch"]);
  for (const missing of [null, "", "with blank", "x".repeat(256)]) {
    const answer = await propose(key, body, missing);
    expect([missing, answer.status, await codeOf(answer)]).toEqual([missing, 400, "malformed"]);
  }
  expect(await rows()).toEqual(before);
});

test("each scope opens its own doors and no other, and a revoked or expired key none", async () => {
  for (const scope of keyScopes) {
    const { token } = await server.makeKey([scope]);
    for (const operation of operations.filter(
      ({ route, method }) => route.auth !== "open" && method === "get",
    )) {
      const query =
        operation.id === "readPeriodEvidence" ? `?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z` : "";
      const answer = await fetch(`${server.base}${concrete(operation.path)}${query}`, {
        headers: bearer(token),
      });
      const may = operation.route.auth.endsWith(`key:${scope}`);
      expect([scope, operation.id, answer.status === 403]).toEqual([scope, operation.id, !may]);
    }
  }
  const soon = new Date(server.services.clock.now().getTime() + 40);
  const { token } = await server.makeKey(["cases:read"], { expiresAt: soon });
  await expect
    .poll(async () => (await fetch(`${server.base}/api/v1/cases`, { headers: bearer(token) })).status)
    .toBe(401);
});

test("whatever is sent, nothing answers 5xx, and nothing but a 2xx has an effect", async () => {
  let before = await rows();
  const seen = new Map<string, Set<number>>();
  await fc.assert(
    fc.asyncProperty(anyCall(), async ({ operation, request }) => {
      const { path, ...init } = request;
      const answer = await fetch(`${server.base}${path}`, init);
      const text = await answer.text();
      seen.set(operation.id, (seen.get(operation.id) ?? new Set()).add(answer.status));
      const after = await rows();
      if (operation.id !== "readReadiness") expect(answer.status, text).toBeLessThan(500);
      if (text === "" && answer.status === 404) {
        // Dots climb out of the address before it is sent: no route of ours was asked.
        expect(after).toEqual(before);
      } else if (answer.ok) {
        expect(operation.answers.map(({ status }) => status)).toContain(answer.status);
      } else {
        const problem = ProblemAnswer.loose().parse(JSON.parse(text));
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(problem.status).toBe(answer.status);
        // A path that no operation of ours has is refused by another route, or by none.
        const codes = operations
          .filter((one) => one.method === operation.method)
          .flatMap((one) => listRefusals(one).get(answer.status) ?? []);
        expect(codes).toContain(problem.code);
        expect(after).toEqual(before);
      }
      expect(text).not.toMatch(/\bat .*\.ts:\d|node_modules|SqliteError/);
      before = after;
    }),
    { numRuns: 700, seed: 20_261_122, endOnFailure: true },
  );
  // The walk reached good answers and bad ones alike.
  const statuses = new Set([...seen.values()].flatMap((each) => [...each]));
  expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 202, 400, 401, 403, 404, 415, 422]));
}, 120_000);

interface Call {
  operation: Operation;
  request: { path: string; method: string; headers: Record<string, string>; body?: string };
}

/** Calls that are right, nearly right, and wild. */
function anyCall(): fc.Arbitrary<Call> {
  const wild = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      "",
      "..",
      "%00",
      "{}",
      "[]",
      "null",
      "IR-",
      "IR-999999",
      "REQ-0",
      "-1",
      "1e9",
      "__proto__",
      "💥",
      "a".repeat(300),
    ),
  );
  const value = (good: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: wild });
  const token = fc.oneof(
    { weight: 6, arbitrary: fc.constant("all") },
    { weight: 1, arbitrary: fc.constantFrom("none", "unknown", "garbage", "other-scope") },
  );
  // Calls that may have an effect come more often: they are what it is about.
  const weighted = operations.flatMap((one) =>
    one.method === "get" ? [one] : Array<Operation>(6).fill(one),
  );
  return fc.constantFrom(...weighted).chain((operation) =>
    fc
      .record({
        place: value(fc.constant("good")),
        caseNumber: fc.nat({ max: otherCases.length - 1 }),
        query: fc.dictionary(
          fc.constantFrom(
            "status",
            "severity",
            "q",
            "cursor",
            "limit",
            "size",
            "from",
            "to",
            "epoch",
            "unknown",
          ),
          value(fc.constantFrom("new", "high", "5", "1", "2026-01-01T00:00:00Z", "wendy")),
          { maxKeys: operation.route.query === undefined ? 0 : 3 },
        ),
        token,
        type: fc.oneof(
          { weight: 6, arbitrary: fc.constant("application/json") },
          { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/xml", "") },
        ),
        body: anyBody(operation),
        idempotencyKey: value(fc.uuid()),
        signature: fc.constantFrom("good", "good", "good", "bad", "none"),
      })
      .map((given) => ({ operation, request: toRequest(operation, given) })),
  );
}

function anyBody({ id }: Operation): fc.Arbitrary<string> {
  const proposal = fc.record({
    action: fc.constantFrom("suspend", "suspend", "reactivate"),
    reason: fc.string({ minLength: 1, maxLength: 60 }),
  });
  const event = fc.record({
    title: fc.string({ maxLength: 40 }),
    severity: fc.constantFrom("low", "high", "critical", "weird"),
    user: fc.record({ email: fc.constantFrom(wendy, "nobody@elsewhere.example") }),
  });
  return fc.oneof(
    { weight: id === "proposeRequest" ? 12 : 1, arbitrary: proposal.map((body) => JSON.stringify(body)) },
    { weight: id === "receiveSignals" ? 8 : 1, arbitrary: event.map((body) => JSON.stringify(body)) },
    // Nearly right: a field more, a field less, another type.
    { weight: 3, arbitrary: proposal.map((body) => JSON.stringify({ ...body, approve: true })) },
    { weight: 3, arbitrary: proposal.map(({ action }) => JSON.stringify({ action })) },
    { weight: 1, arbitrary: proposal.map((body) => JSON.stringify({ ...body, reason: [body.reason] })) },
    { weight: 3, arbitrary: proposal.map((body) => JSON.stringify({ ...body, action: "approve" })) },
    { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "{",
        '{"__proto__":{"x":1}}',
        `${"[".repeat(200)}${"]".repeat(200)}`,
        "\u0000",
      ),
    },
  );
}

function toRequest(
  operation: Operation,
  given: {
    place: string;
    caseNumber: number;
    query: Record<string, string>;
    token: string;
    type: string;
    body: string;
    idempotencyKey: string;
    signature: string;
  },
): Call["request"] {
  const tokens: Record<string, string> = {
    all: server.allScopes,
    unknown: `cs_${"A".repeat(43)}`,
    garbage: "cs_?",
  };
  const headers: Record<string, string> = {};
  if (operation.route.auth !== "open") {
    // Without any header a route for people too would look for a session, which only the framework can have.
    const token = given.token === "other-scope" ? otherScope : (tokens[given.token] ?? "");
    headers["authorization"] = `Bearer ${token}`;
  }
  const search = new URLSearchParams(given.query).toString();
  const template = operation.path.replace(
    "{key}",
    given.place === "good" ? (otherCases[given.caseNumber] ?? "") : "{key}",
  );
  const path = `${concrete(template, given.place === "good" ? undefined : encodeURIComponent(given.place.toWellFormed()) || "%20")}${search === "" ? "" : `?${search}`}`;
  if (operation.method === "get") return { path, method: "GET", headers };
  if (given.type !== "") headers["content-type"] = given.type;
  if (/^[\x21-\x7e]*$/.test(given.idempotencyKey) && given.idempotencyKey !== "") {
    headers["idempotency-key"] = given.idempotencyKey;
  }
  if (operation.id === "receiveSignals" && given.signature !== "none") {
    Object.assign(headers, server.signed(given.signature === "good" ? given.body : `${given.body} `));
  }
  return { path, method: operation.method.toUpperCase(), headers, body: given.body };
}

let otherScope = "";
beforeAll(async () => {
  otherScope = (await server.makeKey(["subjects:write"])).token;
});

/** The path with something real in its places, or with `wild`. */
function concrete(path: string, wild?: string): string {
  const real: Record<string, string> = { key: caseKey, id: requestKey, source: server.source };
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => wild ?? real[name] ?? "x");
}

async function codeOf(answer: Response): Promise<string> {
  return ProblemAnswer.parse(await answer.json()).code;
}
