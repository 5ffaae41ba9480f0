import { expect, test } from "vitest";
import { listAddress } from "./list-address.ts";
import { firstRow, readTrail, writeTrail } from "./page-trail.ts";

test("a way through a list survives the address, page by page", () => {
  const trail = readTrail(
    new URL(listAddress("/users", { q: "a b" }, ["one", "two"]), "http://x").searchParams.get("at") ?? "",
  );
  expect(trail).toEqual(["one", "two"]);
  expect(firstRow(trail, 50)).toBe(101);
});

test("what is no cursor is left out, and an address without a way is the first page", () => {
  expect(readTrail("one.<script>.two..")).toEqual(["one", "two"]);
  expect(readTrail(undefined)).toEqual([]);
  expect(firstRow([], 50)).toBe(1);
});

test("a long way forgets its beginning and then claims no row number", () => {
  const trail = Array.from({ length: 40 }, (_, index) => `c${index}`);
  const kept = readTrail(writeTrail(trail));
  expect(kept).toHaveLength(30);
  expect(kept.at(-1)).toBe("c39");
  expect(firstRow(kept, 50)).toBeNull();
});

test("an address says nothing of filters that aren't set", () => {
  expect(listAddress("/audit", { q: "", state: null })).toBe("/audit");
});
