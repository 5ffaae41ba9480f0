import { expect, test } from "vitest";

import type { TimelineEntry } from "#lib/domain/views/case-view.ts";
import { mergeEntries } from "./merge-entries.ts";

const entries = (...numbers: number[]) => numbers.map((n) => ({ n }) as TimelineEntry);
const numbersOf = (merged: readonly TimelineEntry[]) => merged.map((entry) => entry.n);

test("older pages and newer entries come into one order, each number once", () => {
  const merged = mergeEntries(mergeEntries(entries(4, 5), entries(1, 2, 3, 4)), entries(5, 6));
  expect(numbersOf(merged)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("what was loaded stays when the newest page moves on", () => {
  expect(numbersOf(mergeEntries(entries(1, 2, 3), entries(3, 4)))).toEqual([1, 2, 3, 4]);
});

test("nothing new is the same list, so that nothing is rendered again", () => {
  const kept = entries(1, 2);
  expect(mergeEntries(kept, entries(1, 2))).toBe(kept);
});

test("an entry that was sealed meanwhile shows its place, and never loses it again", () => {
  const at = (index: number | null) => [{ n: 1, index } as TimelineEntry];
  expect(mergeEntries(at(null), at(7))).toEqual(at(7));
  expect(mergeEntries(at(7), at(null))).toEqual(at(7));
});
