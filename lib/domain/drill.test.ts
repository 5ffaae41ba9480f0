import { expect, test } from "vitest";
import { drillHoldsMs, drillProblem, drillResult, type DrillStep, isDrill } from "./drill.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes));
const step = (given: Partial<DrillStep>): DrillStep => ({
  key: "REQ-1",
  status: "succeeded",
  createdAt: at(0),
  endedAt: at(1),
  ...given,
});
const back = (given: Partial<DrillStep> = {}) =>
  step({ key: "REQ-2", createdAt: at(2), endedAt: at(5), ...given });

test("a drill succeeded when there and back were both carried out and read", () => {
  expect(drillResult(step({}), back())).toEqual({
    result: "succeeded",
    endedAt: at(5),
    durationMs: 5 * 60_000,
  });
});

test("half a drill is under way, not a success", () => {
  expect(drillResult(step({}), null)).toEqual({ result: "running" });
  expect(drillResult(step({ status: "unknown", endedAt: null }), null)).toEqual({ result: "running" });
  expect(drillResult(step({}), back({ status: "pending", endedAt: null }))).toEqual({ result: "running" });
});

test.each(["denied", "refused", "failed", "expired", "withdrawn", "stale", "superseded"] as const)(
  "a way back that ends as %s fails the drill",
  (status) => {
    expect(drillResult(step({}), back({ status }))).toMatchObject({ result: "failed", endedAt: at(5) });
  },
);

test("a suspension that never came about fails the drill by itself", () => {
  expect(drillResult(step({ status: "denied" }), null)).toMatchObject({ result: "failed" });
});

test("a policy proposes by itself only after a drill that succeeded at most 90 days ago", () => {
  const done = drillResult(step({}), back());
  expect(drillProblem(null, at(5))).toContain("No drill");
  expect(drillProblem({ result: "running" }, at(5))).toContain("under way");
  expect(drillProblem({ result: "failed", endedAt: at(1), why: "REQ-1 ended as denied." }, at(5))).toContain(
    "denied",
  );
  expect(drillProblem(done, new Date(at(5).getTime() + drillHoldsMs))).toBeNull();
  expect(drillProblem(done, new Date(at(5).getTime() + drillHoldsMs + 1))).toContain("90 days");
});

test("a request is a drill only when nothing else is its cause", () => {
  expect(isDrill([{ ruleId: "console.drill" }])).toBe(true);
  expect(isDrill([{ ruleId: "console.drill" }, { ruleId: "impossible-travel" }])).toBe(false);
  expect(isDrill([])).toBe(false);
});
