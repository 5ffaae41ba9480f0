import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { DryRunView } from "#lib/domain/views/source-view.ts";
import type { Services } from "#lib/ports/services.ts";
import type { TrustBasis } from "#lib/ports/trust-store.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";

/** How far a dry run looks back. */
export const trialMs = 30 * 24 * 3_600_000;
const listedCases = 200;

export interface Detector {
  source: string;
  /** Null: the source as a whole. */
  ruleId: string | null;
}

/** What a source or a detection did in the last 30 days, and what became of its cases. Changes nothing. */
export async function dryRun(services: Services, actor: Actor, input: Detector): Promise<DryRunView> {
  requireReader(actor);
  const { basis, listed } = await look(services, input);
  return { ...basis, listed: listed.slice(0, listedCases) };
}

/** The same with the rules that were seen. Throws `not_found` for a detector of which nothing is known. */
export async function look({ stores, clock }: Services, { source, ruleId }: Detector) {
  const until = clock.now();
  const since = new Date(until.getTime() - trialMs);
  const [known, detections, listed] = await Promise.all([
    stores.sources.byName(source),
    stores.trust.detections(source, since),
    stores.trust.cases({ source, since, ...(ruleId !== null && { ruleId }) }),
  ]);
  const ours = detections.filter((one) => ruleId === null || one.ruleId === ruleId);
  if (ours.length === 0 && (ruleId !== null || !known)) {
    throw new DomainError("not_found", { what: "such detection in the last 30 days" });
  }
  const judged = listed.filter(({ verdict }) => verdict !== null);
  const basis: TrustBasis = {
    since: since.toISOString(),
    until: until.toISOString(),
    signals: ours.reduce((sum, one) => sum + one.signals, 0),
    cases: listed.length,
    judged: judged.length,
    truePositives: judged.filter(({ verdict }) => verdict === "true_positive").length,
  };
  const rules = [...new Set(ours.flatMap((one) => (one.ruleId === null ? [] : [one.ruleId])))].toSorted();
  return { basis, listed, rules };
}
