import type { Policy } from "#lib/domain/policy.ts";
import type { Services } from "#lib/ports/services.ts";

/** The published policy, or the shipped one until another was published. */
export async function policyInForce(services: Pick<Services, "stores" | "policy">): Promise<Policy> {
  return (await services.stores.governance.activePolicy())?.policy ?? services.policy;
}
