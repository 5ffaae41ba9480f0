import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { findTestBlock } from "./test-find-block.ts";

const table = readFileSync(path.resolve(import.meta.dirname, "../../docs/rules.md"), "utf8");
const rows = [...table.matchAll(/^\| *(\d+) *\|[^|]+\| *(.+?) *\|$/gm)].map(([, rule, cell]) => ({
  rule: Number(rule),
  tests: [...(cell ?? "").matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file, title]) => ({
    file: file ?? "",
    title: title ?? "",
  })),
}));

test("each of the 23 rules stands in the table, in order", () => {
  expect(rows.map(({ rule }) => rule)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
});

test.each(rows)("rule $rule is held by tests that exist", ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const { file, title } of tests) {
    expect(findTestBlock(file, title), `${file} has no test “${title}”`).not.toBeNull();
  }
});
