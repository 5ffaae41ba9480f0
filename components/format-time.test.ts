import { expect, it } from "vitest";

import { formatAuditTime, formatTime } from "./format-time.ts";

const at = new Date("2026-11-22T14:02:11.042Z");
const sameDayMs = Date.parse("2026-11-22T20:00:00Z");

it("in UTC a time of today is the time alone, with its Z", () => {
  expect(formatTime(at, { zone: "utc", localZone: "Europe/Berlin" }, sameDayMs)).toBe("14:02:11Z");
});

it("a time of another day names the day", () => {
  expect(formatTime(at, { zone: "utc", localZone: null }, sameDayMs + 86_400_000)).toBe(
    "2026-11-22 14:02:11Z",
  );
});

it("in a local zone the zone stands beside it, and the day is that zone's", () => {
  const late = new Date("2026-11-22T23:30:00Z");
  expect(formatTime(late, { zone: "local", localZone: "Europe/Berlin" }, null)).toBe(
    "2026-11-23 00:30:00 GMT+1",
  );
});

it("without a known zone it is UTC and says so", () => {
  expect(formatTime(at, { zone: "local", localZone: null }, sameDayMs)).toBe("14:02:11Z");
});

it("an audit time is UTC with milliseconds, whatever was chosen", () => {
  expect(formatAuditTime(at)).toBe("2026-11-22T14:02:11.042Z");
});
