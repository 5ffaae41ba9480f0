import type { Action } from "./directory.ts";
import type { IdentityClass } from "./identity-class.ts";
import type { ConfidenceRange, Policy, PolicyCondition, PolicyOutcome, PolicyRule } from "./policy.ts";
import type { Severity } from "./severity.ts";
import type { SignalKind } from "./signal-kind.ts";

/** What a signal that was named as a cause brings to the verdict. */
export interface CauseFacts {
  kind: SignalKind;
  /** 0–100; null is *not stated* and satisfies no threshold. */
  confidence: number | null;
  /** As the analyst marked it. */
  validated: boolean;
}

/** What a verdict rests on. */
export interface PolicyFacts {
  action: Action;
  suspendedByConsole: boolean;
  severity: Severity;
  identityClass: IdentityClass;
  isProtected: boolean;
  causes: readonly CauseFacts[];
}

export interface Verdict extends PolicyOutcome {
  policyId: string;
  policyVersion: number;
  rule: string;
  why: string;
}

/** What the policy says of a request that somebody wants to make. It reads nothing but what it is given. */
export function judge(policy: Policy, facts: PolicyFacts): Verdict {
  const base = { policyId: policy.id, policyVersion: policy.version };
  const rule = policy.rules.find(({ when }) => isFit(when, facts));
  return rule ? { ...base, rule: rule.id, ...rule.then, why: rule.why } : { ...base, ...forbidden };
}

/** What no rule speaks of is forbidden, with the clocks of nothing. */
const forbidden: Omit<Verdict, "policyId" | "policyVersion"> = {
  rule: "none",
  permitted: false,
  approvers: 1,
  decideWithinMs: 1,
  executeWithinMs: 1,
  stepUpMaxAgeMs: null,
  reviewAfterMs: 1,
  reviewWithinMs: 1,
  narrowerStep: "none",
  named: null,
  outsidePolicy: false,
  proposes: false,
  why: "No rule of the policy fits this request.",
};

function isFit({ either, ...when }: PolicyRule["when"], facts: PolicyFacts): boolean {
  if (either === undefined) return holds(when, facts);
  return either.some((more) => holds({ ...when, ...stated(more) }, facts));
}

function holds(when: PolicyCondition, facts: PolicyFacts): boolean {
  return (
    isAny(when.action, facts.action) &&
    isAny(when.suspendedByConsole, facts.suspendedByConsole) &&
    isOneOf(when.severities, facts.severity) &&
    isOneOf(when.identityClasses, facts.identityClass) &&
    isAny(when.protected, facts.isProtected) &&
    isAny(when.validated, areValidated(facts.causes)) &&
    isCaused(when, facts.causes)
  );
}

/** Kind and confidence have to be of one and the same cause: a case takes the highest single signal, never a sum. */
function isCaused({ kinds, confidence }: PolicyCondition, causes: readonly CauseFacts[]): boolean {
  if (kinds === undefined && confidence === undefined) return true;
  return causes.some((cause) => isOneOf(kinds, cause.kind) && isWithin(confidence, cause.confidence));
}

function isWithin(range: ConfidenceRange | undefined, confidence: number | null): boolean {
  if (range === undefined) return true;
  if (confidence === null) return range.notStated;
  return confidence >= (range.min ?? 0) && confidence <= (range.max ?? 100);
}

function areValidated(causes: readonly CauseFacts[]): boolean {
  return causes.length > 0 && causes.every(({ validated }) => validated);
}

function isAny<T>(wanted: T | undefined, is: T): boolean {
  return wanted === undefined || wanted === is;
}

function isOneOf<T>(wanted: readonly T[] | undefined, is: T): boolean {
  return wanted === undefined || wanted.includes(is);
}

/** Without the fields that say nothing, so that they don't take the place of those that do. */
function stated(condition: PolicyCondition): PolicyCondition {
  return Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== undefined));
}
