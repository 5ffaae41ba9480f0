import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyScopes } from "#lib/domain/key-scope.ts";
import { ProblemAnswer, RefusedSetAnswer } from "#lib/server/openapi/answers.ts";
import type { Operation } from "#lib/server/openapi/operation.ts";
import { operations } from "#lib/server/openapi/operations.ts";
import { routePaths } from "./test-machine-server.ts";
import { bearer, type MachineWorld, openMachineWorld } from "./test-machine-world.ts";

let server: MachineWorld;

beforeAll(async () => {
  server = await openMachineWorld();
}, 60_000);
afterAll(() => server.close());

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
      const answer = await fetch(`${server.base}${server.concrete(path)}`, {
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
  for (const operation of operations) {
    if (operation.method !== "get" || operation.id === "readReadiness") continue;
    const query =
      operation.id === "readPeriodEvidence" ? `?from=2026-01-01T00:00:00Z&to=2099-01-01T00:00:00Z` : "";
    const { answered, documented } = await readBoth(operation, `${server.concrete(operation.path)}${query}`);
    expect(answered).toEqual(documented);
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
  const key = server.otherCases[0] ?? "";
  const body = { action: "suspend", reason: "Fired again" };
  const id = uuidv7();
  const first = await server.propose(key, body, id);
  const before = await server.rows();
  const second = await server.propose(key, body, id);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  const other = await server.propose(key, { ...body, reason: "Other words" }, id);
  expect([other.status, await codeOf(other)]).toEqual([409, "idempotency_mismatch"]);
  for (const missing of [null, "", "with blank", "x".repeat(256)]) {
    const answer = await server.propose(key, body, missing);
    expect([missing, answer.status, await codeOf(answer)]).toEqual([missing, 400, "malformed"]);
  }
  expect(await server.rows()).toEqual(before);
});

test("a token that is pushed is answered without a body, and one that is refused as RFC 8935 says", async () => {
  const push = (body: string, type = "application/secevent+jwt") =>
    fetch(`${server.base}/api/v1/ssf/${server.source}`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
  const taken = await push(server.sets[0] ?? "");
  expect([taken.status, await taken.text()]).toEqual([202, ""]);
  const refused = await push("x.y.z");
  expect(refused.status).toBe(400);
  expect(refused.headers.get("content-type")).toBe("application/json");
  expect(refused.headers.get("content-language")).toBe("en");
  const { err, description } = RefusedSetAnswer.parse(await refused.json());
  expect([err, description]).toEqual(["invalid_request", "This is no token in compact form."]);
  const untyped = await push(server.sets[0] ?? "", "application/json");
  expect([untyped.status, await codeOf(untyped)]).toEqual([415, "unsupported_type"]);
  const large = await push("x".repeat(65_537));
  expect([large.status, await codeOf(large)]).toEqual([413, "body_too_large"]);
});

test("each scope opens its own doors and no other, and a revoked or expired key none", async () => {
  for (const scope of keyScopes) {
    const { token } = await server.makeKey([scope]);
    for (const operation of operations.filter(
      ({ route, method }) => route.auth !== "open" && method === "get",
    )) {
      const query =
        operation.id === "readPeriodEvidence" ? `?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z` : "";
      const answer = await fetch(`${server.base}${server.concrete(operation.path)}${query}`, {
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

/** An answer as it came, and what the document knows of it: what the schema doesn't know is cut off. */
async function readBoth(
  operation: Operation,
  path: string,
): Promise<{ answered: unknown; documented: unknown }> {
  const answer = await fetch(`${server.base}${path}`, { headers: bearer(server.allScopes) });
  const said = operation.answers.find(({ status }) => status === answer.status);
  if (!said) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  if ("json" in said) {
    const body: unknown = await answer.json();
    return { answered: body, documented: said.json.parse(body) };
  }
  const type = answer.headers.get("content-type")?.split(";", 1)[0];
  return { answered: type, documented: "type" in said ? said.type : undefined };
}

async function codeOf(answer: Response): Promise<string> {
  return ProblemAnswer.parse(await answer.json()).code;
}
