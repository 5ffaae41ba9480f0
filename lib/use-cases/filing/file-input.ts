import type { Delivery, Signal } from "#lib/domain/signal.ts";

/** A signal on its way into a case. */
export interface FileInput {
  signal: Signal;
  delivery: Delivery;
  reporterPersonId?: string;
}

export interface FiledSignal {
  status: "accepted" | "duplicate";
  signalId: string;
  /** Null while the signal is linked to nobody, or kept with its user. */
  caseKey: string | null;
  workflowId: string | null;
  reason: "same_id" | "same_fingerprint" | null;
}
