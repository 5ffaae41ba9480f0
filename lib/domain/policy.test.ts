import { expect, test } from "vitest";
import { builtInPolicy, judge as judgeAll, Policy, type PolicyFacts } from "./policy.ts";

const judge = (given: Policy, facts: Pick<PolicyFacts, "action" | "suspendedByConsole">) =>
  judgeAll(given, { severity: "high", identityClass: "person", ...facts });

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

test("a rule may speak of some severities and classes only; the first that fits decides", () => {
  const [rule] = policy.rules;
  if (!rule) throw new Error("no rule");
  const two = { ...rule.then, approvers: 2 };
  const strict: Policy = {
    ...policy,
    rules: [
      { ...rule, id: "privileged", when: { identityClasses: ["privileged", "break_glass"] }, then: two },
      { ...rule, id: "critical", when: { action: "suspend", severities: ["critical"] }, then: two },
      ...policy.rules,
    ],
  };
  const facts = {
    action: "suspend",
    suspendedByConsole: false,
    severity: "high",
    identityClass: "person",
  } as const;
  expect(judgeAll(strict, facts).rule).toBe("suspend");
  expect(judgeAll(strict, { ...facts, identityClass: "break_glass" })).toMatchObject({
    rule: "privileged",
    approvers: 2,
  });
  expect(judgeAll(strict, { ...facts, severity: "critical" })).toMatchObject({
    rule: "critical",
    approvers: 2,
  });
});
