import type { Severity } from "#lib/domain/severity.ts";
import type { Delivery, Signal } from "#lib/domain/signal.ts";

/** A signal on its way into a case. */
export interface FileInput {
  signal: Signal;
  delivery: Delivery;
  reporterPersonId?: string;
  /** What the source is set to. */
  settings?: SourceFiling | undefined;
}

export interface SourceFiling {
  /** Stands after a user name that has no domain; without one such a name is no key. */
  defaultDomain?: string | null | undefined;
  /** Weaker signals only join an open case. Absent: every signal opens one. */
  threshold?: Severity | null | undefined;
}

export interface FiledSignal {
  status: "accepted" | "duplicate";
  signalId: string;
  /** Null while the signal is linked to nobody, or kept with its user. */
  caseKey: string | null;
  workflowId: string | null;
  reason: "same_id" | "same_fingerprint" | null;
}
