import { expect, test } from "vitest";
import { describeDemands, describeWhen } from "./describe-policy.ts";
import { shippedPolicy } from "./shipped-policy.ts";

const rule = (id: string) => {
  const found = shippedPolicy({ demo: false }).rules.find((one) => one.id === id);
  if (!found) throw new Error(`${id} isn't shipped.`);
  return found;
};

test("what has to hold is told in words, thresholds included", () => {
  expect(describeWhen(rule("P-1").when)).toEqual({
    all: [
      "a cause of the kind: Account takeover, Token or session theft, Impossible travel or Secret exposure",
      "confidence 80 or more",
      "every cause validated",
    ],
    either: [],
  });
});

test("the ways of which one is enough are told apart", () => {
  expect(describeWhen(rule("P-2").when).either).toEqual([
    "confidence 50 to 79, or not stated",
    "a cause that isn’t validated",
  ]);
});

test("a rule without conditions says nothing, and an empty list fits nobody", () => {
  expect(describeWhen({})).toEqual({ all: [], either: [] });
  expect(describeWhen({ kinds: [] }).all).toEqual(["a cause of the kind: none"]);
});

test("what a rule asks for besides approvers is told", () => {
  expect(describeDemands(rule("P-2").then)).toEqual(["narrower step asked for"]);
  expect(describeDemands(rule("P-6").then)).toEqual(["marked outside policy"]);
  expect(describeDemands(rule("P-5").then)).toEqual([]);
});
