import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Signal } from "#lib/domain/signal.ts";
import { isObject, type JsonObject } from "./find-field.ts";
import { identifySignals } from "./identify-signals.ts";
import { readEvent } from "./read-event.ts";
import { context, fixtureNames, readFixtures } from "./test-fixtures.ts";

const presets = [
  "auto",
  "onepassword",
  "okta",
  "entra",
  "sentinel",
  "defender",
  "duo",
  "push",
  "panther",
  "elastic",
  "ocsf",
  "cloudevents",
  "generic",
  "made up",
];
const fixtures = fixtureNames().flatMap((name) => readFixtures(name));
const analyst = "analyst@soc.example";

/** Every member and list item of a JSON value, as its path. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  const inner = Array.isArray(value)
    ? value.flatMap((item: unknown, index) => placesIn(item, [...path, index]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))
      : [];
  return path.length === 0 ? inner : [path, ...inner];
}

function replaceAt(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === first ? replaceAt(item, rest, by) : item));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === first ? replaceAt(item, rest, by) : item]),
  );
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    "",
    "\u0000",
    "x".repeat(5_000),
    "\ud83d",
    `${"a".repeat(400)}@b.io`,
    '{"a":'.repeat(40),
    "[]",
    [],
    {},
    [null],
    [[[]]],
    -1,
    1e308,
    "9999-12-31",
    "__proto__",
    "constructor",
  ),
);

/** A fixture with some of its values replaced by anything. */
const mutated = fc
  .tuple(fc.constantFrom(...fixtures), fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }))
  .map(([event, changes]) =>
    changes.reduce<unknown>((now, [at, by]) => {
      const places = placesIn(now);
      const place = places[at % Math.max(1, places.length)];
      return place === undefined ? now : replaceAt(now, place, by);
    }, event),
  )
  .filter(isObject);

const knownKeys =
  "user email actor target events data records value alerts hits message specversion class_uid eventType published " +
  "properties operationName kibana.alert.uuid signal evidences sub_id new object version alertContext alertId severity id";
const keys = fc.constantFrom(...knownKeys.split(" "));
const wild = fc.letrec<{ value: unknown; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    odd,
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc.dictionary(fc.oneof(keys, fc.string()), tie("value"), { maxKeys: 8 }),
})).object;

describe("whatever object comes in", () => {
  it.each([
    ["of any shape", wild],
    ["like a known one, with anything in its places", mutated],
  ])("%s, it gives signals that can be kept, under every preset", (_, events) => {
    fc.assert(
      fc.property(events, fc.constantFrom(...presets), (event, preset) => {
        const signals = identifySignals(readEvent(event, { ...context, preset }), "ab".repeat(32));
        expect(signals.length).toBeGreaterThan(0);
        for (const signal of signals) {
          expect(Signal.safeParse(signal).success).toBe(true);
          expect(signal.title.isWellFormed()).toBe(true);
          expect(Number.isNaN(signal.time.getTime())).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is read alike with its keys in lower case", () => {
    const lower = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(lower);
      if (!isObject(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lower(item)]));
    };
    for (const name of ["okta", "entra", "defender", "duo", "push", "onepassword-audit"]) {
      for (const event of readFixtures(name)) {
        const shouted = lower(event);
        if (!isObject(shouted)) throw new Error("An object stays one.");
        const tell = (one: JsonObject) =>
          readEvent(one, context).map(({ format, ruleId, severity, subject, time }) => ({
            format,
            ruleId,
            severity,
            time,
            who: { ...subject, foundAt: null },
          }));
        expect(tell(shouted)).toEqual(tell(event));
      }
    }
  });
});

const colleagues = [
  "owner",
  "assignee",
  "assignedTo",
  "assigned_to",
  "assigned_user",
  "createdBy",
  "created_by",
  "updatedBy",
  "reporter",
  "requester",
  "approver",
  "contact",
  "comments",
  "notes",
];

/** As many ways in which somebody may stand under a name. */
const standing: readonly unknown[] = [
  analyst,
  { email: analyst },
  { userPrincipalName: analyst, id: "x" },
  { user: { email: analyst }, email_addr: analyst, name: analyst },
  [{ email: analyst, actor: { alternateId: analyst, type: "User" } }],
];

describe("whoever owns, was given, made, reported or approved an alert", () => {
  it.each(fixtureNames())("is never its subject: %s", (name) => {
    for (const event of readFixtures(name)) {
      const before = readEvent(event, context).map(({ subject }) => subject);
      for (const word of colleagues) {
        for (const who of standing) {
          for (const changed of [
            { ...event, [word]: who },
            ...Object.entries(event).flatMap(([key, value]) =>
              isObject(value) ? [{ ...event, [key]: { ...value, [word]: who } }] : [],
            ),
          ]) {
            const after = readEvent(changed, context).map(({ subject }) => subject);
            expect(JSON.stringify(after)).not.toContain(analyst);
            expect(after).toEqual(before);
          }
        }
      }
    }
  });

  it("is never the subject where nobody else is named", () => {
    for (const word of colleagues) {
      for (const who of standing) {
        for (const place of [{}, { data: {} }, { details: {} }, { alertContext: {} }, { fields: {} }]) {
          const event = { title: "t", ...mapValues(place, { [word]: who }), [word]: who };
          const [signal] = readEvent(event, context);
          expect(signal?.subject).toMatchObject({ email: null, providerId: null, onepasswordId: null });
        }
      }
    }
  });
});

function mapValues(place: object, value: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.keys(place).map((key) => [key, value]));
}

describe("an event of the largest size", () => {
  it.each([
    ["many keys", Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`key.${at}`, at]))],
    ["many records", { records: Array.from({ length: 40_000 }, () => ({})) }],
    ["many users", { user: Array.from({ length: 10_000 }, (_, at) => ({ email: `p${at}@b.io` })) }],
    [
      "many events",
      { records: Array.from({ length: 1_000 }, (_, at) => ({ user_email: `p${at}@b.io`, id: at })) },
    ],
    ["one long text", { message: `{${'"a":1,'.repeat(40_000)}` }],
    ["a long title", { title: "reset ".repeat(40_000) }],
    ["deep text", { specversion: "1.0", data: '{"data":'.repeat(20_000) }],
    [
      "many targets",
      { eventType: "x", actor: {}, target: Array.from({ length: 20_000 }, () => ({ type: "User" })) },
    ],
  ])("is read in time: %s", (_, event) => {
    const start = performance.now();
    expect(readEvent(event, context).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("with more events than a body may have is one signal, and nothing is lost of it", () => {
    expect(readEvent({ records: Array.from({ length: 1_001 }, () => ({ a: 1 })) }, context)).toHaveLength(1);
  });
});
