import { expect, test } from "vitest";
import { checkPolicy, policyRefusal } from "./policy-checks.ts";
import { shippedPolicy } from "./shipped-policy.ts";

const { rules } = shippedPolicy({ demo: false });
const [first] = rules;
if (!first) throw new Error("Nothing is shipped.");

test("the shipped rules are complete and can be a policy", () => {
  expect(checkPolicy(rules)).toEqual([]);
  expect(policyRefusal(rules)).toBeNull();
});

test("rules behind one that fits everything are told", () => {
  expect(checkPolicy([{ ...first, id: "all", when: {} }, ...rules])[0]).toContain("P-3-foreign");
});

test("an action of which no last rule speaks is told", () => {
  expect(checkPolicy(rules.filter(({ id }) => id !== "P-6"))).toEqual([
    expect.stringContaining("every other request to suspend"),
  ]);
});

test("a policy without rules, with two rules of one name, or with a review beyond its limit is refused", () => {
  expect(policyRefusal([])).toContain("at least one rule");
  expect(policyRefusal([first, first])).toContain(first.id);
  const late = { ...first, then: { ...first.then, reviewAfterMs: first.then.reviewWithinMs + 1 } };
  expect(policyRefusal([late])).toContain("review");
});
