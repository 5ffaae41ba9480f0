import { makeSystemActor } from "#lib/domain/actor.ts";
import { drillProblem } from "#lib/domain/drill.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { judge } from "#lib/domain/judge.ts";
import type { Policy } from "#lib/domain/policy.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { Services } from "#lib/ports/services.ts";
import { readLastDrill } from "#lib/use-cases/drill/read-drill.ts";
import { nameable } from "#lib/use-cases/name-causes.ts";
import { policyInForce } from "#lib/use-cases/policy-in-force.ts";
import { proposeRequest } from "#lib/use-cases/propose-request.ts";
import { trustOf } from "#lib/use-cases/trust/trust-of-signals.ts";
import { verdictFacts } from "#lib/use-cases/verdict-facts.ts";

/**
 * Proposes a suspension in each of these cases for which the policy in force says so. Only what promoted detections
 * found counts as a cause, nothing of it is validated, and the account's last drill must have proven the way back. A
 * proposal does nothing: a person adopts it and a second one approves. A case that can't be proposed on is left alone.
 */
export async function proposeByPolicy(services: Services, caseKeys: readonly string[]): Promise<void> {
  const policy = await policyInForce(services);
  if (!policy.rules.some(({ then }) => then.proposes)) return;
  const last = await readLastDrill(services);
  if (drillProblem(last?.outcome ?? null, services.clock.now()) !== null) return;
  for (const caseKey of caseKeys) await proposeIn(services, policy, caseKey);
}

async function proposeIn(services: Services, policy: Policy, caseKey: string): Promise<void> {
  const { stores } = services;
  const found = await stores.cases.byKey(caseKey);
  if (!found || found.status === "closed" || isUnlinkedId(found.subjectId)) return;
  const signals = await stores.signals.ofCase(found.id, nameable);
  const trust = await trustOf(services, signals);
  const causes = signals
    .filter(({ id }) => trust.get(id)?.onTrial === false)
    .map((signal) => ({ signal, validated: false }));
  const [newest] = causes;
  if (!newest) return;
  const { facts } = await verdictFacts(services, { found, action: "suspend", causes });
  const verdict = judge(policy, facts);
  if (!verdict.permitted || !verdict.proposes) return;
  try {
    await proposeRequest(services, makeSystemActor("policy"), {
      caseKey,
      action: "suspend",
      reason: `Proposed by ${policy.name}, version ${policy.version}, rule ${verdict.rule}: ${verdict.why}`,
      causes: causes.map(({ signal }) => signal.id),
      // Dismissed once it stays so, until something new was found.
      idempotencyKey: `${caseKey} ${newest.signal.id}`,
    });
  } catch (error) {
    // Asked for already, suspended already, or closed meanwhile: there is nothing to propose then.
    if (!(error instanceof DomainError)) throw error;
  }
}
