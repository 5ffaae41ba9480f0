import { z } from "zod";
import type { Action } from "./directory.ts";
import { IdentityClass } from "./identity-class.ts";
import { Severity } from "./severity.ts";

/** One rule: for which requests, and what it asks of them. The first rule that fits decides. */
export const PolicyRule = z.object({
  id: z.string(),
  when: z.object({
    action: z.enum(["suspend", "reactivate"]).optional(),
    /** Whether the newest suspension of the person was carried out by this console. */
    suspendedByConsole: z.boolean().optional(),
    /** Severities of the case; absent: any. */
    severities: z.array(Severity).optional(),
    /** What kind of identity it is about; absent: any. */
    identityClasses: z.array(IdentityClass).optional(),
  }),
  then: z.object({
    permitted: z.boolean(),
    approvers: z.int().min(1),
    decideWithinMs: z.int().positive(),
    executeWithinMs: z.int().positive(),
    /** A decision needs a sign-in at most this old; null: as long as the session lives. */
    stepUpMaxAgeMs: z.int().positive().nullable(),
    /** When a suspension has to be looked at again, and the latest date that may be asked for. */
    reviewAfterMs: z.int().positive(),
    reviewWithinMs: z.int().positive(),
  }),
  why: z.string(),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

export const Policy = z.object({
  id: z.string(),
  version: z.int().positive(),
  name: z.string(),
  rules: z.array(PolicyRule),
});
export type Policy = z.infer<typeof Policy>;

export interface Verdict {
  policyId: string;
  policyVersion: number;
  rule: string;
  permitted: boolean;
  approvers: number;
  decideWithinMs: number;
  executeWithinMs: number;
  stepUpMaxAgeMs: number | null;
  reviewAfterMs: number;
  reviewWithinMs: number;
  why: string;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** The policy in force until others are published. In the demo a sign-in counts as long as its session lives. */
export function builtInPolicy({ demo }: { demo: boolean }): Policy {
  const clocks = {
    permitted: true,
    decideWithinMs: 60 * minute,
    executeWithinMs: 30 * minute,
    stepUpMaxAgeMs: demo ? null : 15 * minute,
    reviewAfterMs: 3 * day,
    reviewWithinMs: 30 * day,
  };
  return {
    id: "built-in",
    version: 1,
    name: "Built-in policy",
    rules: [
      {
        id: "suspend",
        when: { action: "suspend" },
        then: { ...clocks, approvers: 1 },
        why: "Every open case permits a suspension to be asked for; one other person approves it.",
      },
      {
        id: "reactivate-foreign",
        when: { action: "reactivate", suspendedByConsole: false },
        then: { ...clocks, approvers: 2 },
        why: "This console did not suspend the person, so two people have to agree to a reactivation.",
      },
      {
        id: "reactivate",
        when: { action: "reactivate" },
        then: { ...clocks, approvers: 1 },
        why: "This console suspended the person; one other person approves the way back.",
      },
    ],
  };
}

/** What a verdict rests on. */
export interface PolicyFacts {
  action: Action;
  suspendedByConsole: boolean;
  severity: Severity;
  identityClass: IdentityClass;
}

/** What the policy says of a request that somebody wants to make. */
export function judge(policy: Policy, facts: PolicyFacts): Verdict {
  const rule = policy.rules.find(
    ({ when }) =>
      (when.action === undefined || when.action === facts.action) &&
      (when.suspendedByConsole === undefined || when.suspendedByConsole === facts.suspendedByConsole) &&
      (when.severities === undefined || when.severities.includes(facts.severity)) &&
      (when.identityClasses === undefined || when.identityClasses.includes(facts.identityClass)),
  );
  const base = { policyId: policy.id, policyVersion: policy.version };
  // What no rule speaks of is forbidden, with the clocks of nothing.
  if (!rule) {
    return {
      ...base,
      rule: "none",
      permitted: false,
      approvers: 1,
      decideWithinMs: 1,
      executeWithinMs: 1,
      stepUpMaxAgeMs: null,
      reviewAfterMs: 1,
      reviewWithinMs: 1,
      why: "No rule of the policy fits this request.",
    };
  }
  return { ...base, rule: rule.id, ...rule.then, why: rule.why };
}
