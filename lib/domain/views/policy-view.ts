import type { Action } from "#lib/domain/directory.ts";
import type { Policy } from "#lib/domain/policy.ts";
import type { Right } from "./parts.ts";

export interface PolicyVersionView {
  policy: Policy;
  /** `shipped`: came with the product. */
  status: "shipped" | "draft" | "active" | "retired" | "discarded";
  author: string | null;
  publisher: string | null;
  /** RFC 3339; null for the shipped one. */
  draftedAt: string | null;
  publishedAt: string | null;
  /** Its day of review has passed. */
  reviewOverdue: boolean;
}

export interface PolicyDraftView extends PolicyVersionView {
  rights: { publish: Right; discard: Right };
}

export interface PoliciesView {
  /** With the number of requests of the last 30 days that each rule decided, by the rule's id. */
  inForce: PolicyVersionView & { hits: Readonly<Record<string, number>> };
  drafts: PolicyDraftView[];
  /** Newest first. */
  earlier: PolicyVersionView[];
  rights: { draft: Right };
}

/** What a verdict says, short enough to stand beside another one. */
export interface SimulatedVerdict {
  rule: string;
  permitted: boolean;
  approvers: number;
  outsidePolicy: boolean;
  narrowerStep: boolean;
  named: boolean;
  proposes: boolean;
  reviewAfterMs: number;
}

export interface SimulatedCase {
  caseKey: string;
  title: string;
  action: Action;
  /** The request that was really made, where one was. */
  requestKey: string | null;
  before: SimulatedVerdict;
  after: SimulatedVerdict;
}

/** What a policy would have said of the cases of the last days, beside what the one in force says of them. */
export interface PolicySimulation {
  days: number;
  /** Cases that were judged, and how many there were: the newest come first. */
  judged: number;
  cases: number;
  same: number;
  different: SimulatedCase[];
  /** How many verdicts each rule gives, before and after, by the rule's id. */
  rules: { rule: string; before: number; after: number }[];
}
