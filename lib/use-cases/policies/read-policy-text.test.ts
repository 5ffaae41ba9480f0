import { expect, test } from "vitest";
import { makePersonActor } from "#lib/domain/actor.ts";
import { shippedPolicy } from "#lib/domain/shipped-policy.ts";
import { readPolicyText } from "./read-policy-text.ts";

const lead = makePersonActor({
  personId: "ines",
  name: "Ines Lindqvist",
  email: "ines@acme.example",
  roles: ["iam_lead"],
  sessionRef: "s",
  iss: "https://idp.example",
  sub: "ines",
  amr: [],
  authTime: new Date(0),
});
const { id: _id, version: _version, ...shipped } = shippedPolicy({ demo: false });

test("a policy that was exported as text is read back as it was", () => {
  expect(readPolicyText(lead, JSON.stringify(shipped))).toEqual(shipped);
});

test("text that is no JSON, or no policy, is refused with the place", () => {
  expect(() => readPolicyText(lead, "{")).toThrow("no JSON");
  const [rule] = shipped.rules;
  const broken = { ...shipped, rules: [{ ...rule, then: { ...rule?.then, approvers: 0 } }] };
  expect(() => readPolicyText(lead, JSON.stringify(broken))).toThrow("rules.0.then.approvers");
});
