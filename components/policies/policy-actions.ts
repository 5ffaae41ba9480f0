import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Policy } from "#lib/domain/policy.ts";
import type { PolicySimulation } from "#lib/domain/views/policy-view.ts";

/** A policy as a form writes it. It is sent as text (see toText). */
export type PolicyText = Omit<Policy, "id" | "version">;

export interface PolicyActions {
  draft: (input: { text: string }) => Promise<ActionResult<{ policyId: string; version: number }>>;
  publish: (input: { policyId: string; version: number }) => Promise<ActionResult<void>>;
  discard: (input: { policyId: string; version: number; reason: string }) => Promise<ActionResult<void>>;
  /** Reads a policy that was written as text; keeps nothing. */
  read: (input: { text: string }) => Promise<ActionResult<PolicyText>>;
  simulate: (input: { text: string }) => Promise<ActionResult<PolicySimulation>>;
}

/** JSON of a policy, without what only its place in the list of versions gives it. */
export function toText({ name, owner, reviewBy, rules }: PolicyText): string {
  return JSON.stringify({ name, owner, reviewBy, rules }, null, 2);
}
