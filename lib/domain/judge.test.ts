import { expect, test } from "vitest";
import { judge, type PolicyFacts } from "./judge.ts";
import { Policy } from "./policy.ts";
import { shippedPolicy } from "./shipped-policy.ts";

const policy = shippedPolicy({ demo: false });
const [rule] = policy.rules;
if (!rule) throw new Error("The shipped policy has no rule.");

const facts: PolicyFacts = {
  action: "suspend",
  suspendedByConsole: false,
  severity: "high",
  identityClass: "person",
  isProtected: false,
  causes: [{ kind: "account_takeover", confidence: 92, validated: true }],
};
const only = (when: Policy["rules"][number]["when"]): Policy => ({
  ...policy,
  rules: [{ ...rule, id: "it", when }],
});
const fits = (when: Policy["rules"][number]["when"], given: Partial<PolicyFacts> = {}) =>
  judge(only(when), { ...facts, ...given }).permitted;

test("what no rule speaks of is forbidden", () => {
  expect(judge({ ...policy, rules: [] }, facts)).toMatchObject({ rule: "none", permitted: false });
});

test("the first rule that fits decides", () => {
  const two: Policy = {
    ...policy,
    rules: [
      { ...rule, id: "critical", when: { severities: ["critical"] } },
      { ...rule, id: "any", when: {} },
    ],
  };
  expect(judge(two, facts).rule).toBe("any");
  expect(judge(two, { ...facts, severity: "critical" }).rule).toBe("critical");
});

test("no policy can ask for fewer approvers than one", () => {
  const free = { ...policy, rules: [{ ...rule, then: { ...rule.then, approvers: 0 } }] };
  expect(Policy.safeParse(free).success).toBe(false);
});

test("kind and confidence have to be of the same single cause: nothing is added up", () => {
  const when = { kinds: ["token_theft" as const], confidence: { min: 80, notStated: false } };
  const weak = { kind: "token_theft" as const, confidence: 60, validated: true };
  const other = { kind: "other" as const, confidence: 99, validated: true };
  expect(fits(when, { causes: [weak, other] })).toBe(false);
  expect(fits(when, { causes: [weak, weak] })).toBe(false);
  expect(fits(when, { causes: [weak, other, { ...weak, confidence: 80 }] })).toBe(true);
});

test("a confidence that nobody stated satisfies no threshold, not even that of 0", () => {
  const causes = [{ kind: "other" as const, confidence: null, validated: true }];
  expect(fits({ confidence: { min: 0, notStated: false } }, { causes })).toBe(false);
  expect(fits({ confidence: { max: 100, notStated: false } }, { causes })).toBe(false);
  expect(fits({ confidence: { min: 80, notStated: true } }, { causes })).toBe(true);
  expect(fits({ confidence: { min: 0, notStated: false } }, { causes: [] })).toBe(false);
});

test("one cause that isn't validated makes the whole not validated, and so does having none", () => {
  const [cause] = facts.causes;
  if (!cause) throw new Error("There is no cause.");
  const mixed = { causes: [cause, { ...cause, validated: false }] };
  expect(fits({ validated: true })).toBe(true);
  expect(fits({ validated: true }, mixed)).toBe(false);
  expect(fits({ validated: false }, mixed)).toBe(true);
  expect(fits({ validated: true }, { causes: [] })).toBe(false);
});

test("of what is said under `either` one has to hold, together with what stands beside it", () => {
  const when = { action: "suspend" as const, either: [{ protected: true }, { validated: false }] };
  expect(fits(when)).toBe(false);
  expect(fits(when, { isProtected: true })).toBe(true);
  expect(fits(when, { isProtected: true, action: "reactivate" })).toBe(false);
  expect(fits(when, { causes: [] })).toBe(true);
});

test("a policy that was stored before rules knew of kinds is read as what it said", () => {
  const stored = {
    id: "countersign",
    version: 1,
    name: "Two everywhere",
    rules: [
      {
        id: "suspend",
        when: { action: "suspend", severities: ["high"], identityClasses: ["person"] },
        then: {
          permitted: true,
          approvers: 2,
          decideWithinMs: 1,
          executeWithinMs: 1,
          stepUpMaxAgeMs: null,
          reviewAfterMs: 1,
          reviewWithinMs: 1,
        },
        why: "As it was.",
      },
    ],
  };
  expect(judge(Policy.parse(stored), facts)).toMatchObject({
    rule: "suspend",
    approvers: 2,
    narrowerStep: "none",
    named: null,
    outsidePolicy: false,
    proposes: false,
  });
});
