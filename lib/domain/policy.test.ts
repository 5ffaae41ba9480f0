import { expect, test } from "vitest";
import { builtInPolicy, judge, Policy } from "./policy.ts";

const policy = builtInPolicy({ demo: false });

test("a suspension needs one approver, a reactivation of somebody else's suspension two", () => {
  expect(judge(policy, { action: "suspend", suspendedByConsole: false }).approvers).toBe(1);
  expect(judge(policy, { action: "reactivate", suspendedByConsole: true }).approvers).toBe(1);
  expect(judge(policy, { action: "reactivate", suspendedByConsole: false }).approvers).toBe(2);
});

test("an hour to decide, half an hour to carry out, a sign-in of at most a quarter", () => {
  expect(judge(policy, { action: "suspend", suspendedByConsole: false })).toMatchObject({
    decideWithinMs: 3_600_000,
    executeWithinMs: 1_800_000,
    stepUpMaxAgeMs: 900_000,
  });
  const demo = judge(builtInPolicy({ demo: true }), { action: "suspend", suspendedByConsole: false });
  expect(demo.stepUpMaxAgeMs).toBeNull();
});

test("what no rule speaks of is forbidden", () => {
  expect(judge({ ...policy, rules: [] }, { action: "suspend", suspendedByConsole: false }).permitted).toBe(
    false,
  );
});

test("no policy can ask for fewer approvers than one", () => {
  const [rule] = policy.rules;
  const free = { ...policy, rules: [{ ...rule, then: { ...rule?.then, approvers: 0 } }] };
  expect(Policy.safeParse(free).success).toBe(false);
});
