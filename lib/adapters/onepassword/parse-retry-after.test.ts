import { expect, it } from "vitest";
import { parseRetryAfter } from "./parse-retry-after.ts";

const now = new Date("2026-11-20T12:00:00Z");

it.each([
  ["2", 2_000],
  [" 2 ", 2_000],
  ["0", 1_000],
  ["999999", 300_000],
  ["99999999999999999999999", 300_000],
  ["Fri, 20 Nov 2026 12:00:42 GMT", 42_000],
  ["Friday, 20-Nov-26 12:00:42 GMT", 42_000],
  ["Sat, 21 Nov 2026 12:00:00 GMT", 300_000],
  ["Fri, 20 Nov 2026 11:59:00 GMT", null],
  ["-5", null],
  ["1.5", null],
  ["abc", null],
  ["soon 2030", null],
  ["", null],
  [null, null],
])("Retry-After %s means %s ms", (header, expected) => {
  expect(parseRetryAfter(header, now)).toBe(expected);
});
