import { judge, type Verdict } from "#lib/domain/judge.ts";
import type { CaseVerdict, VerdictView } from "#lib/domain/views/case-view.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { policyInForce } from "./policy-in-force.ts";
import { verdictFacts } from "./verdict-facts.ts";

/**
 * What the policy says of the action that the person's state leaves, were all signals of the case named: as they are,
 * and were all of them validated. Null where nothing can be asked for.
 */
export async function caseVerdict(
  services: Services,
  input: { found: CaseRecord; subject: SubjectRecord; signals: readonly SignalRecord[] },
): Promise<CaseVerdict | null> {
  const { found, subject, signals } = input;
  if (found.status === "closed" || signals.length === 0) return null;
  const action = subject.state === "SUSPENDED" ? "reactivate" : "suspend";
  const causes = signals.map((signal) => ({ signal, validated: false }));
  const [policy, { facts }] = await Promise.all([
    policyInForce(services),
    verdictFacts(services, { found, action, causes }),
  ]);
  const now = toView(judge(policy, facts));
  const allValidated = facts.causes.map((cause) => ({ ...cause, validated: true }));
  const validated = toView(judge(policy, { ...facts, causes: allValidated }));
  return { action, now, validated: validated.rule === now.rule ? null : validated };
}

function toView(verdict: Verdict): VerdictView {
  const { policyId, policyVersion, rule, why, permitted, approvers } = verdict;
  const { narrowerStep, named, outsidePolicy, reviewAfterMs } = verdict;
  return {
    policyId,
    policyVersion,
    rule,
    why,
    permitted,
    approvers,
    narrowerStep,
    named,
    outsidePolicy,
    reviewAfterMs,
  };
}
