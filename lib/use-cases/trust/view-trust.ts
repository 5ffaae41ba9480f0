import type { Actor } from "#lib/domain/actor.ts";
import type { Team } from "#lib/domain/team.ts";
import type {
  AskedTrustView,
  ConfidenceView,
  DetectionView,
  SourceTrustView,
  TrustStateView,
} from "#lib/domain/views/source-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { Services } from "#lib/ports/services.ts";
import type { DetectionCount, DetectionKind, TrustRecord } from "#lib/ports/trust-store.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { rightTo } from "#lib/use-cases/rights.ts";
import { trialMs } from "./dry-run.ts";
import { promotionOf } from "./trust-of-signals.ts";
import { secondPersonRight } from "#lib/use-cases/second-person.ts";

interface Shown {
  actor: Actor;
  team: Team;
  names: ReadonlyMap<string, string>;
  right: Right;
  open: readonly TrustRecord[];
}

/** The detections of a source in the last 30 days, what is held of each, and what this person may do about it. */
export async function viewTrust(
  services: Services,
  actor: Actor,
  input: { source: string },
): Promise<SourceTrustView> {
  requireReader(actor);
  const { stores, clock } = services;
  const since = new Date(clock.now().getTime() - trialMs);
  const [counts, open, kinds, team] = await Promise.all([
    stores.trust.detections(input.source, since),
    stores.trust.openOf([input.source]),
    stores.trust.kindsOf(input.source),
    loadTeam(services),
  ]);
  const people = [
    ...open.flatMap((one) => [one.askedByPersonId, one.confirmedByPersonId ?? ""]),
    ...kinds.map(({ setByPersonId }) => setByPersonId),
  ];
  const names = await stores.people.names([...new Set(people)].filter((id) => id !== ""));
  const right = rightTo(actor, "confirm_sensitive_change");
  const shown: Shown = { actor, team, names, right, open };
  const rules = new Set(counts.map(({ ruleId }) => ruleId));
  // What is trusted stays in sight, also when it has been silent for 30 days.
  for (const { ruleId } of open) if (ruleId !== null) rules.add(ruleId);
  const whole = open.find((one) => one.ruleId === null && one.state === "in_force");
  return {
    source: { ...stateOf(null, shown), id: whole?.id ?? null },
    detections: [...rules]
      .map((ruleId) => detectionOf(ruleId, { counts, kinds, shown }))
      .toSorted((a, b) => b.signals - a.signals || (a.ruleId ?? "").localeCompare(b.ruleId ?? "")),
    right,
  };
}

function detectionOf(
  ruleId: string | null,
  input: { counts: DetectionCount[]; kinds: DetectionKind[]; shown: Shown },
): DetectionView {
  const ours = input.counts.filter((one) => one.ruleId === ruleId);
  const given = input.kinds.find((one) => one.ruleId === ruleId);
  const newest = ours.toSorted((a, b) => b.newestAt.getTime() - a.newestAt.getTime())[0];
  return {
    ruleId,
    signals: ours.reduce((sum, one) => sum + one.signals, 0),
    newestAt: newest?.newestAt.toISOString() ?? null,
    kind: given?.kind ?? newest?.kind ?? "other",
    kindBy: given ? nameOf(given.setByPersonId, input.shown) : null,
    trust: stateOf(ruleId, input.shown),
    confidence: confidenceOf(ruleId, input.shown),
  };
}

function stateOf(ruleId: string | null, shown: Shown): TrustStateView {
  const promotion = promotionOf(ruleId, shown.open);
  const asked = shown.open.find(
    (one) => one.what === "promotion" && one.state === "asked" && one.ruleId === ruleId,
  );
  return {
    state: promotion === null ? "trial" : promotion.ruleId === ruleId ? "promoted" : "source",
    by: promotion === null ? null : byTwo(promotion, shown),
    asked: asked ? askedOf(asked, shown) : null,
  };
}

function confidenceOf(ruleId: string | null, shown: Shown): ConfidenceView {
  const ofRule = shown.open.filter(
    (one) => one.what === "confidence" && one.ruleId === ruleId && ruleId !== null,
  );
  const inForce = ofRule.find(({ state }) => state === "in_force");
  const asked = ofRule.find(({ state }) => state === "asked");
  return {
    id: inForce?.id ?? null,
    value: inForce?.value ?? null,
    by: inForce ? byTwo(inForce, shown) : null,
    reason: inForce?.reason ?? null,
    truePositives: inForce ? `${inForce.basis.truePositives} of ${inForce.basis.judged}` : null,
    asked: asked ? { ...askedOf(asked, shown), value: asked.value ?? 0 } : null,
  };
}

function askedOf(asked: TrustRecord, shown: Shown): AskedTrustView {
  const { actor, team, right } = shown;
  const confirm = secondPersonRight(right, actor, { askedBy: asked.askedByPersonId, team });
  return {
    id: asked.id,
    by: nameOf(asked.askedByPersonId, shown),
    at: asked.askedAt.toISOString(),
    reason: asked.reason,
    basis: asked.basis,
    confirm,
  };
}

function byTwo(record: TrustRecord, shown: Shown): string {
  return `${nameOf(record.askedByPersonId, shown)} and ${nameOf(record.confirmedByPersonId ?? "", shown)}`;
}

function nameOf(personId: string, { names }: Shown): string {
  return names.get(personId) ?? "somebody";
}
