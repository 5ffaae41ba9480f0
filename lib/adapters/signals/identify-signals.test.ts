import { describe, expect, it } from "vitest";
import { isObject } from "./find-field.ts";
import { identifySignals } from "./identify-signals.ts";
import { readEvent } from "./read-event.ts";
import { context, readFixtures } from "./test-fixtures.ts";

const hash = "ab".repeat(32);

function idsOf(event: unknown) {
  if (!isObject(event)) throw new Error("The event of this test is no object.");
  return identifySignals(readEvent(event, context), hash).map((signal) => signal.nativeId);
}

describe("the id of a signal", () => {
  it("is the sender's", () => {
    expect(idsOf({ id: "a-1", user_email: "a@b.io" })).toEqual(["a-1"]);
  });

  it("is one for each person whom an event names", () => {
    const event = { id: "a-1", user: [{ email: "a@b.io" }, { email: "c@d.io" }] };
    expect(idsOf(event)).toEqual(["a-1 a@b.io", "a-1 c@d.io"]);
  });

  it("is the content's where the sender has none but a time, and none without a time", () => {
    expect(idsOf({ title: "t", time: "2026-11-20T10:00:00Z" })).toEqual([`sha256:${hash}`]);
    expect(idsOf({ title: "t" })).toEqual([null]);
    expect(idsOf({ title: "t", id: "redacted" })).toEqual([null]);
  });

  it("is the same for an event alone and in an envelope with others", () => {
    const [one, other] = readFixtures("okta");
    expect(idsOf({ records: [one, other] })).toEqual([...idsOf(one), ...idsOf(other)]);
  });

  it("is told by an event's own content, not by that of its envelope", () => {
    const record = (title: string) => ({ title, user_email: "a@b.io", time: "2026-11-20T10:00:00Z" });
    const [first, second] = idsOf({ records: [record("a"), record("b")] });
    expect(first).not.toBe(second);
    expect(idsOf({ records: [record("b"), record("c")] })[0]).toBe(second);
  });

  it("of an envelope is shared out among the events in it", () => {
    const event = { id: "e-1", records: [{ note: "a" }, { note: "b" }] };
    expect(idsOf(event)).toEqual(["e-1#0", "e-1#1"]);
  });

  it("that a sender gives twice in one delivery, for one person, is two", () => {
    const record = (title: string) => ({ id: "r-1", title, user_email: "a@b.io" });
    expect(idsOf({ records: [record("a"), record("b")] })).toEqual(["r-1 a@b.io", "r-1 a@b.io#1"]);
  });

  it("stays that of the alert when the alert comes again in another state, which is its revision", () => {
    const [incident] = readFixtures("sentinel");
    const later = { ...incident, etag: '"0300bf09-0001"' };
    expect(idsOf(later)).toEqual(idsOf(incident));
    expect(readEvent(later, context)[0]?.revision).not.toBe(
      incident && readEvent(incident, context)[0]?.revision,
    );
  });

  it("of Push differs with the content, since its ids repeat", () => {
    const [event] = readFixtures("push");
    expect(idsOf({ ...event, timestamp: 1795000501 })).not.toEqual(idsOf(event));
  });

  it("of a security event token is its issuer's and its own, whatever else it says", () => {
    const [set, other] = readFixtures("caep");
    expect(idsOf({ ...other, jti: set?.["jti"] })).toEqual(idsOf(set));
  });
});

describe("CloudEvents in binary mode", () => {
  it("have their attributes in headers", () => {
    const headers = new Headers({
      "ce-specversion": "1.0",
      "ce-id": "b-1",
      "ce-source": "/s",
      "ce-type": "odd.login",
      "ce-time": "2026-11-20T10:00:00Z",
      "ce-subject": "a@b.io",
    });
    const [signal] = readEvent({ note: "n" }, { ...context, headers });
    expect(signal).toMatchObject({
      format: "cloudevents",
      nativeId: "/s b-1",
      ruleId: "odd.login",
      time: new Date("2026-11-20T10:00:00Z"),
      subject: { email: "a@b.io" },
    });
  });
});
