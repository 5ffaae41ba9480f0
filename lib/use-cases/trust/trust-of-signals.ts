import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** How far a signal is to be trusted: its confidence, who stated it, and whether what detected it is on trial. */
export interface Trust {
  /** 0–100; null is *not stated* and satisfies no threshold. */
  confidence: number | null;
  confidenceBy: "signal" | "rule" | null;
  onTrial: boolean;
}

/** Of each signal, by its id. */
export async function trustOf(
  _services: Pick<Services, "stores">,
  signals: readonly SignalRecord[],
): Promise<ReadonlyMap<string, Trust>> {
  const told = signals.map(({ id, confidence }): [string, Trust] => [
    id,
    { confidence, confidenceBy: confidence === null ? null : "signal", onTrial: true },
  ]);
  return await Promise.resolve(new Map(told));
}
