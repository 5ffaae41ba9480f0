import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Policy } from "#lib/domain/policy.ts";
import type { PolicySimulation } from "#lib/domain/views/policy-view.ts";

/** What a form about a policy sends. */
export type PolicyText = Omit<Policy, "id" | "version">;

export interface PolicyActions {
  draft: (input: PolicyText) => Promise<ActionResult<{ policyId: string; version: number }>>;
  publish: (input: { policyId: string; version: number }) => Promise<ActionResult<void>>;
  discard: (input: { policyId: string; version: number; reason: string }) => Promise<ActionResult<void>>;
  /** Reads a policy that was written as text; keeps nothing. */
  read: (input: { text: string }) => Promise<ActionResult<PolicyText>>;
  simulate: (input: Pick<Policy, "rules">) => Promise<ActionResult<PolicySimulation>>;
}
