import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { TrustRecord } from "#lib/ports/trust-store.ts";

export interface SignalTrust {
  /** 0–100; null is "not stated" and satisfies no threshold. */
  confidence: number | null;
  /** Whose word the confidence is: the sender's for this signal, or two people's for its rule. */
  confidenceBy: "signal" | "rule" | null;
  /** It opens cases and never proposes. */
  onTrial: boolean;
}

/**
 * What may be made of each signal, by its id. The sender's own confidence goes before the rule's: it speaks of this one.
 * A case takes the highest single signal of these, never a sum.
 */
export async function trustOf(
  services: Pick<Services, "stores">,
  signals: readonly SignalRecord[],
): Promise<ReadonlyMap<string, SignalTrust>> {
  const sources = [...new Set(signals.map(({ source }) => source))];
  const inForce = (await services.stores.trust.openOf(sources)).filter(({ state }) => state === "in_force");
  return new Map(signals.map((signal) => [signal.id, trustOfOne(signal, inForce)]));
}

function trustOfOne(signal: SignalRecord, inForce: readonly TrustRecord[]): SignalTrust {
  const ofSource = inForce.filter(({ source }) => source === signal.source);
  const rule = ofSource.find(
    ({ what, ruleId }) => what === "confidence" && ruleId !== null && ruleId === signal.ruleId,
  );
  const confidence = signal.confidence ?? rule?.value ?? null;
  return {
    confidence,
    confidenceBy: signal.confidence !== null ? "signal" : confidence !== null ? "rule" : null,
    onTrial: promotionOf(signal.ruleId, ofSource) === null,
  };
}

/**
 * The promotion that takes a detection off trial: its own, or that of its source where the dry run had seen the rule.
 * A rule that a source shows only later starts on trial like every other. Signals without a rule go by the source.
 */
export function promotionOf(ruleId: string | null, ofSource: readonly TrustRecord[]): TrustRecord | null {
  const promotions = ofSource.filter(({ what, state }) => what === "promotion" && state === "in_force");
  const own = ruleId === null ? undefined : promotions.find((one) => one.ruleId === ruleId);
  const whole = promotions.find((one) => one.ruleId === null);
  if (own) return own;
  return whole && (ruleId === null || whole.covers.includes(ruleId)) ? whole : null;
}
