import { expect, test } from "vitest";
import { readEventItem } from "./read-events-page.ts";

const person = "IR7VJHJ36JHINBFAD7V2T5MP3E";
const other = "QZ4WEFSGHSNUW2UDHI5UL5OGXQ";

test("nanoseconds and offsets are read to the millisecond", () => {
  const at = (timestamp: string) =>
    readEventItem("signinattempts", { uuid: "A", timestamp }).at?.toISOString();
  expect(at("2024-12-02T11:54:19.716235495Z")).toBe("2024-12-02T11:54:19.716Z");
  expect(at("2023-03-15T16:50:50-03:00")).toBe("2023-03-15T19:50:50.000Z");
  expect(at("yesterday")).toBeUndefined();
});

test.each([
  ["signinattempts", { target_user: { uuid: person } }, person],
  ["signinattempts", { target_user: { email: "a@b.example", type: "user" } }, null],
  ["itemusages", { user: { uuid: person } }, person],
  ["auditevents", { object_type: "user", object_uuid: person, actor_uuid: other }, person],
  ["auditevents", { object_type: "gm", aux_uuid: person, actor_uuid: other }, person],
  ["auditevents", { object_type: "uva", aux_uuid: person, actor_uuid: other }, person],
  ["auditevents", { object_type: "gva", aux_uuid: "group", actor_uuid: other }, other],
  ["auditevents", { object_type: "thing-of-tomorrow", action: "twirl", actor_uuid: other }, other],
  ["auditevents", { object_type: "user", object_uuid: "../../etc", actor_uuid: other }, null],
  ["auditevents", { object_type: 7, actor_details: { uuid: other } }, other],
] as const)("of %s %o the subject is found where 1Password says it", (stream, body, expected) => {
  expect(readEventItem(stream, { uuid: "A", timestamp: "2026-01-01T00:00:00Z", ...body }).userId).toBe(
    expected,
  );
});

test("an item without an id of its own is known by its content, and one with an odd id as well", () => {
  const uuid = (body: Parameters<typeof readEventItem>[1]) => readEventItem("auditevents", body).uuid;
  expect(uuid({ action: "view" })).toMatch(/^sha256:[0-9a-f]{64}$/u);
  expect(uuid({ action: "view" })).toBe(uuid({ action: "view" }));
  expect(uuid({ action: "view" })).not.toBe(uuid({ action: "export" }));
  expect(uuid({ uuid: "a b\u0000", action: "view" })).toMatch(/^sha256:/u);
});

test("what nobody knows yet is kept as it came", () => {
  const body = { uuid: "A", timestamp: "2026-01-01T00:00:00Z", newer: { nested: [1, null, "x"] } };
  expect(readEventItem("itemusages", body).body).toEqual(body);
});
