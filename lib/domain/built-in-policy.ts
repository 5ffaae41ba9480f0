import type { Policy, PolicyOutcome } from "./policy.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * What was in force before the shipped policies. Nothing is judged by it any more; requests that were made under it
 * name its rules for ever.
 */
export function builtInPolicy({ demo }: { demo: boolean }): Policy {
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
  return {
    id: "built-in",
    version: 1,
    name: "Built-in policy",
    owner: null,
    reviewBy: null,
    rules: [
      {
        id: "suspend",
        when: { action: "suspend" },
        then,
        why: "Every open case permits a suspension to be asked for; one other person approves it.",
      },
      {
        id: "reactivate-foreign",
        when: { action: "reactivate", suspendedByConsole: false },
        then: { ...then, approvers: 2 },
        why: "This console did not suspend the person, so two people have to agree to a reactivation.",
      },
      {
        id: "reactivate",
        when: { action: "reactivate" },
        then,
        why: "This console suspended the person; one other person approves the way back.",
      },
    ],
  };
}
