import { expect, it } from "vitest";

import { isCursor } from "./is-cursor.ts";

it("a damaged cursor is told from one that a page gave", () => {
  const cursor = Buffer.from(JSON.stringify([4, 1_790_000_000_000, "id"])).toString("base64url");
  expect(isCursor(cursor)).toBe(true);
  expect(isCursor(cursor.slice(0, -3))).toBe(false);
  expect(isCursor("garbage")).toBe(false);
  expect(isCursor("")).toBe(false);
});
