import { expect, test } from "vitest";
import { nothing } from "./step.ts";
import { summarize } from "./summarize.ts";

test("the last line counts what passed and failed, and nothing else when nothing was skipped", () => {
  const { lines, exitStatus } = summarize([
    { ...nothing, passed: 3 },
    { ...nothing, passed: 2 },
  ]);
  expect(lines).toEqual(["5 passed, 0 failed"]);
  expect(exitStatus).toBe(0);
});

test("what was skipped is counted, named, and no failure", () => {
  const { lines, exitStatus } = summarize([
    { ...nothing, passed: 1, skipped: 7, skips: ["postgres, all of it: none"] },
  ]);
  expect(lines).toEqual(["Skipped:", "  postgres, all of it: none", "", "1 passed, 0 failed, 7 skipped"]);
  expect(exitStatus).toBe(0);
});

test("one failure among many is named and fails the run", () => {
  const { lines, exitStatus } = summarize([
    { ...nothing, passed: 900 },
    { ...nothing, failed: 1, failures: ["lint: see above"] },
  ]);
  expect(lines).toEqual(["Failed:", "  lint: see above", "", "900 passed, 1 failed"]);
  expect(exitStatus).toBe(1);
});
