import { expect, it } from "vitest";

import { formatDuration } from "./format-duration.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

it.each([
  [0, "0s", "0 s"],
  [4 * second, "4s", "4 s"],
  [59.9 * second, "59s", "59 s"],
  [12 * minute + 40 * second, "12m", "12 min"],
  [hour + 20 * minute, "1h 20m", "1 h 20 min"],
  [2 * hour, "2h", "2 h"],
  [14 * hour + 59 * minute, "14h", "14 h"],
  [3 * 24 * hour + 5 * hour, "3d 5h", "3 d 5 h"],
  [-5, "0s", "0 s"],
])("%i ms reads %s or %s", (spanMs, short, long) => {
  expect(formatDuration(spanMs, "short")).toBe(short);
  expect(formatDuration(spanMs, "long")).toBe(long);
});
