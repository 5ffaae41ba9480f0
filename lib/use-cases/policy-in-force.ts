import type { Policy, PolicyFacts } from "#lib/domain/policy.ts";
import { readPayload } from "#lib/domain/request-payload.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** The published policy, or the built-in one until another was published. */
export async function policyInForce(services: Pick<Services, "stores" | "policy">): Promise<Policy> {
  return (await services.stores.governance.activePolicy())?.policy ?? services.policy;
}

/** What a verdict about this case and action rests on. */
export async function policyFacts(
  services: Pick<Services, "stores">,
  found: CaseRecord,
  action: PolicyFacts["action"],
): Promise<PolicyFacts> {
  const newest = await services.stores.requests.newestSucceeded(found.subjectId);
  return {
    action,
    suspendedByConsole: newest?.action === "suspend",
    severity: found.severity,
    // Classes are set with the people file; until then everybody is a person.
    identityClass: "person",
  };
}

/** How many approvals the digest says were asked for: what a newer policy is compared with. */
export function approversAskedFor(request: RequestRecord): number {
  return readPayload(request.payload).policy.approvers;
}
