import type { Policy, PolicyCondition, PolicyOutcome } from "./policy.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Ways in which somebody else may be using the account right now. */
const hostile: NonNullable<PolicyCondition["kinds"]> = [
  "account_takeover",
  "token_theft",
  "impossible_travel",
  "secret_exposure",
];

/** The policy in force until others are published. In the demo a sign-in counts as long as its session lives. */
export function shippedPolicy({ demo }: { demo: boolean }): Policy {
  const then: PolicyOutcome = {
    permitted: true,
    approvers: 1,
    decideWithinMs: 60 * minute,
    executeWithinMs: 30 * minute,
    stepUpMaxAgeMs: demo ? null : 15 * minute,
    reviewAfterMs: 3 * day,
    reviewWithinMs: 30 * day,
    narrowerStep: "none",
    named: null,
    outsidePolicy: false,
    proposes: false,
  };
  const guarded: PolicyCondition[] = [
    { identityClasses: ["privileged", "break_glass"] },
    { protected: true },
  ];
  // What an identity is comes first: neither a kind nor its confidence takes an approver away from a privileged one.
  return {
    id: "shipped",
    version: 1,
    name: "Shipped policies",
    owner: null,
    reviewBy: null,
    rules: [
      {
        id: "P-3-foreign",
        when: { action: "reactivate", suspendedByConsole: false, either: guarded },
        then: { ...then, approvers: 3 },
        why: "A privileged, protected or break-glass account takes two approvers, and one more because this console did not suspend it.",
      },
      {
        id: "P-3",
        when: { either: guarded },
        then: { ...then, approvers: 2 },
        why: "A privileged, protected or break-glass account: the reach is greater, so two people have to agree.",
      },
      {
        id: "P-5-foreign",
        when: { action: "reactivate", suspendedByConsole: false },
        then: { ...then, approvers: 2 },
        why: "This console did not suspend the person, so two people have to agree to a reactivation.",
      },
      {
        id: "P-5",
        when: { action: "reactivate" },
        then,
        why: "This console suspended the person; one other person approves the way back.",
      },
      {
        id: "P-4",
        when: { identityClasses: ["business_critical", "shared", "third_party", "agent"] },
        then: { ...then, named: "owner_or_partner" },
        why: "Others depend on this identity, so its owner or partner is named; one other person approves.",
      },
      {
        id: "P-1",
        when: { kinds: hostile, confidence: { min: 80, notStated: false }, validated: true },
        then,
        why: "Takeover, token theft, impossible travel or secret exposure with a confidence of at least 80, validated: one other person approves.",
      },
      {
        id: "P-2",
        when: {
          kinds: hostile,
          either: [{ confidence: { min: 50, max: 79, notStated: true } }, { validated: false }],
        },
        then: { ...then, narrowerStep: "asked", reviewAfterMs: day },
        why: "Takeover, token theft, impossible travel or secret exposure with a confidence of 50 to 79, not stated, or not validated: a narrower step is asked for, and the suspension is looked at again after a day.",
      },
      {
        id: "P-6",
        when: { action: "suspend" },
        then: { ...then, approvers: 2, outsidePolicy: true },
        why: "The policy foresees a case only; a request all the same is outside policy, and two people have to agree.",
      },
    ],
  };
}
