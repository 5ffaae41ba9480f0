import fc from "fast-check";
import type { Operation } from "#lib/server/openapi/operation.ts";
import { operations } from "#lib/server/openapi/operations.ts";
import type { MachineWorld } from "./test-machine-world.ts";

const wendy = "wendy.appleseed@acme.example";

export interface Call {
  operation: Operation;
  request: { path: string; method: string; headers: Record<string, string>; body?: string };
}

/** Calls that are right, nearly right, and wild. */
export function anyCall(world: MachineWorld, otherScope: string): fc.Arbitrary<Call> {
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
        caseNumber: fc.nat({ max: world.otherCases.length - 1 }),
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
          { weight: 6, arbitrary: fc.constant(operation.rawBody?.types[0] ?? "application/json") },
          { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/xml", "") },
        ),
        body: anyBody(operation, world),
        idempotencyKey: value(fc.uuid()),
        signature: fc.constantFrom("good", "good", "good", "bad", "none"),
      })
      .map((given) => ({ operation, request: toRequest(operation, given, { world, otherScope }) })),
  );
}

function anyBody({ id }: Operation, { sets }: MachineWorld): fc.Arbitrary<string> {
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
    { weight: id === "receiveSet" ? 30 : 1, arbitrary: fc.constantFrom(...sets) },
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
  { world, otherScope }: { world: MachineWorld; otherScope: string },
): Call["request"] {
  const tokens: Record<string, string> = {
    all: world.allScopes,
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
    given.place === "good" ? (world.otherCases[given.caseNumber] ?? "") : "{key}",
  );
  const path = `${world.concrete(template, given.place === "good" ? undefined : encodeURIComponent(given.place.toWellFormed()) || "%20")}${search === "" ? "" : `?${search}`}`;
  if (operation.method === "get") return { path, method: "GET", headers };
  if (given.type !== "") headers["content-type"] = given.type;
  if (/^[\x21-\x7e]*$/.test(given.idempotencyKey) && given.idempotencyKey !== "") {
    headers["idempotency-key"] = given.idempotencyKey;
  }
  if (operation.id === "receiveSignals" && given.signature !== "none") {
    Object.assign(headers, world.signed(given.signature === "good" ? given.body : `${given.body} `));
  }
  return { path, method: operation.method.toUpperCase(), headers, body: given.body };
}
