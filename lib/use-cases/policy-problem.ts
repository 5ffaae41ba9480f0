import { judge } from "#lib/domain/policy.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { approversAskedFor, policyFacts, policyInForce } from "./policy-in-force.ts";

/** Why the policy in force now no longer carries this request, or null. A milder policy changes nothing for it. */
export async function policyProblem(services: Services, request: RequestRecord): Promise<string | null> {
  const policy = await policyInForce(services);
  if (policy.id === request.policy.id && policy.version === request.policy.version) return null;
  const found = await services.stores.cases.byId(request.caseId);
  if (!found) return "the case is gone";
  const verdict = judge(policy, await policyFacts(services, found, request.action));
  if (!verdict.permitted) return "the policy no longer permits it";
  if (verdict.approvers > approversAskedFor(request)) {
    return `the policy now asks for ${verdict.approvers} approvers, not ${approversAskedFor(request)}`;
  }
  return null;
}
