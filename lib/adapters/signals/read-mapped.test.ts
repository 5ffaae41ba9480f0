import { expect, test } from "vitest";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import { findAtPath } from "./find-at-path.ts";
import { openOddEvent } from "./open-odd-event.ts";
import { readEvent } from "./read-event.ts";

const receivedAt = new Date("2026-11-22T12:00:00.000Z");

/** A shape that no reader knows: names of its own throughout. */
const event = {
  hdr: { when: "2026-11-22T11:58:00Z", ref: "A-17" },
  what: { label: "Odd session", code: "SES-9", grade: "rot" },
  who: [{ login_mail: "Wendy@Example.org", shown: "Wendy" }],
  filed_by: { email: "colleague@example.org" },
};

function read(mapping: SourceMapping, given: Record<string, unknown> = event) {
  return readEvent(given, { source: "odd", preset: "auto", receivedAt, mapping });
}

const fields = {
  email: "who.login_mail",
  title: "what.label",
  severity: "what.grade",
  rule: "what.code",
  id: "hdr.ref",
  time: "hdr.when",
};

test("a mapping says where a shape of its own keeps what, and what its words for severity mean", () => {
  const [signal] = read({ version: 1, fields, severityWords: { Rot: "critical" } });
  expect(signal).toMatchObject({
    title: "Odd session",
    severity: "critical",
    severityAssumed: false,
    ruleId: "SES-9",
    nativeId: "A-17",
    time: new Date("2026-11-22T11:58:00.000Z"),
    timeAssumed: false,
    subject: { email: "wendy@example.org", foundAt: "who[0].login_mail" },
  });
});

test("a mapped person who isn't there is nobody, never somebody else whom the event names", () => {
  const { who: _who, ...rest } = event;
  const given = { ...rest, email: "colleague@example.org" };
  expect(readEvent(given, { source: "odd", preset: "auto", receivedAt })[0]?.subject.email).toBe(
    "colleague@example.org",
  );
  const [signal] = read({ version: 1, fields: { email: "who.login_mail" } }, given);
  expect(signal?.subject).toMatchObject({ email: null, onepasswordId: null, username: null });
});

test("what isn't mapped is found as without a mapping", () => {
  const [signal] = read(
    { version: 1, fields: { title: "what.label" } },
    { ...event, user: "x@y.example", severity: "low" },
  );
  expect(signal).toMatchObject({ title: "Odd session", severity: "low", subject: { email: "x@y.example" } });
});

test("a mapped field that isn't in the event wasn't said: severity and time are assumed, the title is built", () => {
  const [signal] = read({
    version: 1,
    fields: { ...fields, severity: "no.where", time: "no.when", title: "nothing" },
  });
  expect(signal).toMatchObject({
    severity: "medium",
    severityAssumed: true,
    time: receivedAt,
    timeAssumed: true,
    title: "ses 9",
  });
});

test("a list on the path gives one signal each; with an index only that one", () => {
  const several = { who: [{ m: "a@x.example" }, { m: "b@x.example" }, { m: "A@x.example" }] };
  const emails = (path: string) =>
    read({ version: 1, fields: { email: path } }, several).map(({ subject }) => subject.email);
  expect(emails("who.m")).toEqual(["a@x.example", "b@x.example"]);
  expect(emails("who[1].m")).toEqual(["b@x.example"]);
  expect(emails("who[7].m")).toEqual([null]);
});

test("more than fifty people are one signal that lists them", () => {
  const many = { who: Array.from({ length: 51 }, (_, n) => `p${n}@x.example`) };
  const signals = read({ version: 1, fields: { email: "who" } }, many);
  expect(signals).toHaveLength(1);
  expect(signals[0]?.description).toContain("Names 51 people: p0@x.example");
});

test("paths are compared without case, take literal names first, and never reach a prototype", () => {
  expect(findAtPath({ A: { B: 1 } }, "a.b")).toMatchObject([{ value: 1, at: "A.B" }]);
  expect(findAtPath({ "a[0].b": 2, a: [{ b: 3 }] }, "a[0].b")).toMatchObject([{ value: 2 }]);
  expect(findAtPath({ a: [[1, 2], [3]] }, "a[0][1]")).toMatchObject([{ value: 2, at: "a[0][1]" }]);
  for (const path of ["constructor.name", "__proto__[0].x", "a[", "[]", "..[0]", "a[999999]"]) {
    expect(findAtPath({ a: [] }, path)).toEqual([]);
  }
});

test("a mapping that takes anything opens texts, lists and JSON within text", () => {
  const anything: SourceMapping = { version: 1, fields: {}, takesAnything: true };
  const open = (text: string) => openOddEvent(Buffer.from(text), anything);
  expect(open(`"{\\"a\\":1}"`)).toEqual({ a: 1 });
  expect(open("[1,2]")).toEqual({ value: [1, 2] });
  expect(open("plain words")).toEqual({ value: "plain words" });
  expect(open(`"${"[".repeat(40)}${"]".repeat(40)}"`)).toEqual({
    value: `${"[".repeat(40)}${"]".repeat(40)}`,
  });
  expect(openOddEvent(Buffer.from("[1,2]"), { version: 1, fields: {} })).toBeNull();
});
