import { judge } from "#lib/domain/judge.ts";
import { markedCauses, readKeptPayload } from "#lib/domain/request-payload.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { policyInForce } from "./policy-in-force.ts";
import { verdictFacts } from "./verdict-facts.ts";

/**
 * Why the policy in force no longer carries this request, or null. What was fixed in the digest stands: the causes and
 * what the analyst said of them. What is known of them now counts: confidence, class and protection may have changed.
 * A milder verdict changes nothing for the request.
 */
export async function policyProblem(services: Services, request: RequestRecord): Promise<string | null> {
  const { cases, signals } = services.stores;
  const payload = readKeptPayload(request.payload);
  if (payload === null) return "what was asked for is erased";
  const [policy, found, causes] = await Promise.all([
    policyInForce(services),
    cases.byId(request.caseId),
    Promise.all(
      markedCauses(payload).map(async ({ id, validated }) => {
        const signal = await signals.byId(id);
        return signal && { signal, validated };
      }),
    ),
  ]);
  if (!found) return "the case is gone";
  const kept = causes.filter((cause) => cause !== null);
  const { facts } = await verdictFacts(services, { found, action: request.action, causes: kept });
  const verdict = judge(policy, facts);
  if (!verdict.permitted) return "the policy no longer permits it";
  const { approvers } = payload.policy;
  if (verdict.approvers > approvers) {
    return `the policy now asks for ${verdict.approvers} approvers, not ${approvers}`;
  }
  const named = payload.v === 1 ? null : payload.named;
  if (verdict.named !== null && named === null)
    return "the policy now asks for an owner or partner to be named";
  return null;
}
