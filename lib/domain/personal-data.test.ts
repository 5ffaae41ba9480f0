import { expect, test } from "vitest";
import { monthsBefore } from "./personal-data.ts";

test.each([
  ["2026-11-22T10:00:00.000Z", 13, "2025-10-22T10:00:00.000Z"],
  ["2026-03-31T10:00:00.000Z", 1, "2026-02-28T10:00:00.000Z"],
  ["2024-03-31T10:00:00.000Z", 1, "2024-02-29T10:00:00.000Z"],
  ["2026-01-15T00:00:00.000Z", 25, "2023-12-15T00:00:00.000Z"],
])("%s less %i months is %s", (now, months, then) => {
  expect(monthsBefore(new Date(now), months).toISOString()).toBe(then);
});
