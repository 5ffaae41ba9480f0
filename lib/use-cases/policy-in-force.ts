import { builtInPolicy } from "#lib/domain/built-in-policy.ts";
import type { Policy } from "#lib/domain/policy.ts";
import type { Services } from "#lib/ports/services.ts";

/** The published policy, or the shipped one until another was published. */
export async function policyInForce(services: Pick<Services, "stores" | "policy">): Promise<Policy> {
  return (await services.stores.governance.activePolicy())?.policy ?? services.policy;
}

/** A policy that comes with the product, of now or of earlier; null where this version is none of them. */
export function suppliedPolicy(
  services: Pick<Services, "policy" | "simulated">,
  { id, version }: { id: string; version: number },
): Policy | null {
  const supplied = [services.policy, builtInPolicy({ demo: services.simulated })];
  return supplied.find((policy) => policy.id === id && policy.version === version) ?? null;
}
