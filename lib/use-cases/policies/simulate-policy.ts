import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { judge, type PolicyFacts, type Verdict } from "#lib/domain/judge.ts";
import { policyRefusal } from "#lib/domain/policy-checks.ts";
import type { Policy } from "#lib/domain/policy.ts";
import { markedCauses, readKeptPayload } from "#lib/domain/request-payload.ts";
import type { PolicySimulation, SimulatedCase, SimulatedVerdict } from "#lib/domain/views/policy-view.ts";
import type { CaseRecord, RequestRecord, SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { policyInForce } from "#lib/use-cases/policy-in-force.ts";
import { verdictFacts } from "#lib/use-cases/verdict-facts.ts";

const days = 30;
/** Newest first: more would hold up the one who asks, and tell little more. */
const mostCases = 500;
const signalsOfCase = 50;

/**
 * What these rules would say of the cases of the last 30 days, beside what the policy in force says of them. Judged
 * with the same facts and the same function as a request: for each case its suspension, with the causes and marks of
 * the request that was made, or all of its signals and no mark where none was; and each reactivation asked for.
 * Changes nothing. Throws `invalid_input` where the rules can't be a policy.
 */
export async function simulatePolicy(
  services: Services,
  actor: Actor,
  input: Pick<Policy, "rules">,
): Promise<PolicySimulation> {
  requireReader(actor);
  const problem = policyRefusal(input.rules);
  if (problem !== null) throw new DomainError("invalid_input", { problem });
  const { stores, clock } = services;
  const inForce = await policyInForce(services);
  const draft: Policy = { ...inForce, rules: input.rules };
  const since = new Date(clock.now().getTime() - days * 24 * 3_600_000);
  const { items, total } = await stores.cases.openedSince(since, mostCases);
  const all: SimulatedCase[] = [];
  for (const found of items) {
    for (const asked of await askedOf(services, found)) {
      const { facts } = await verdictFacts(services, asked);
      all.push(compare(found, asked, { before: judge(inForce, facts), after: judge(draft, facts), facts }));
    }
    // Each case takes a few queries; whoever waits meanwhile comes between two of them.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const different = all.filter(({ before, after }) => !isSame(before, after));
  return {
    days,
    judged: items.length,
    cases: total,
    same: all.length - different.length,
    different,
    rules: countRules(all, [...inForce.rules, ...input.rules]),
  };
}

interface Asked {
  found: CaseRecord;
  action: PolicyFacts["action"];
  causes: { signal: SignalRecord; validated: boolean }[];
  request: RequestRecord | null;
}

/** What was, or could have been, asked for in a case. */
async function askedOf(services: Services, found: CaseRecord): Promise<Asked[]> {
  const { stores } = services;
  const [signals, requests] = await Promise.all([
    stores.signals.ofCase(found.id, signalsOfCase),
    stores.requests.ofCase(found.id),
  ]);
  const suspension = requests.find(({ action }) => action === "suspend") ?? null;
  return [
    { found, action: "suspend", request: suspension, causes: causesOf(suspension, signals) },
    ...requests
      .filter(({ action }) => action === "reactivate")
      .map((request): Asked => ({
        found,
        action: "reactivate",
        request,
        causes: causesOf(request, signals),
      })),
  ];
}

function causesOf(request: RequestRecord | null, signals: readonly SignalRecord[]): Asked["causes"] {
  const payload = request && readKeptPayload(request.payload);
  if (!payload) return signals.map((signal) => ({ signal, validated: false }));
  const marks = new Map(markedCauses(payload).map((cause) => [cause.id, cause.validated]));
  return signals
    .filter(({ id }) => marks.has(id))
    .map((signal) => ({ signal, validated: marks.get(signal.id) ?? false }));
}

function compare(
  found: CaseRecord,
  asked: Asked,
  verdicts: { before: Verdict; after: Verdict; facts: PolicyFacts },
): SimulatedCase {
  return {
    caseKey: found.key,
    title: found.title,
    action: asked.action,
    requestKey: asked.request?.key ?? null,
    before: shorten(verdicts.before),
    after: shorten(verdicts.after),
  };
}

/** The parts of a verdict that people feel. */
export function shorten(verdict: Verdict): SimulatedVerdict {
  return {
    rule: verdict.rule,
    permitted: verdict.permitted,
    approvers: verdict.approvers,
    outsidePolicy: verdict.outsidePolicy,
    narrowerStep: verdict.narrowerStep === "asked",
    named: verdict.named !== null,
    proposes: verdict.proposes,
    reviewAfterMs: verdict.reviewAfterMs,
  };
}

/** A rule of another name that asks for the same makes no difference to anybody. */
function isSame(
  { rule: _before, ...before }: SimulatedVerdict,
  { rule: _after, ...after }: SimulatedVerdict,
) {
  return JSON.stringify(before) === JSON.stringify(after);
}

function countRules(all: readonly SimulatedCase[], rules: Policy["rules"]): PolicySimulation["rules"] {
  const names = [...new Set([...rules.map(({ id }) => id), "none"])];
  return names
    .map((rule) => ({
      rule,
      before: all.filter(({ before }) => before.rule === rule).length,
      after: all.filter(({ after }) => after.rule === rule).length,
    }))
    .filter(({ rule, before, after }) => rule !== "none" || before + after > 0);
}
