import type { CaseStatus, CloseVerdict } from "#lib/domain/case.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { DeliverySignature, Signal } from "#lib/domain/signal.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { MappedField } from "#lib/domain/source-mapping.ts";
import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import type { SourceKind } from "#lib/domain/source-settings.ts";
import type { Right } from "./parts.ts";

/** A source as its page shows it. Secrets are in none of it. */
export interface SourceView {
  name: string;
  url: string;
  version: number;
  preset: string;
  owner: string | null;
  kind: SourceKind;
  threshold: Severity;
  defaultDomain: string | null;
  allowsUnsigned: boolean;
  enabled: boolean;
  /** How many secrets are valid now: one, or two while they are being changed over. */
  secrets: number;
  /** The mapping as text; null where fields are found without one. */
  mapping: string | null;
  mappingDigest: string;
  createdAt: string;
  lastDeliveryAt: string | null;
  accepted: number;
  rejected: number;
  deadLetters: number;
  stream: StreamView;
  mayChange: boolean;
}

/** A source's Shared Signals stream. */
export interface StreamView {
  /** Where the transmitter pushes to, whether a stream is set up or not. */
  url: string;
  /** Null where none is set up. */
  settings: StreamSettingsView | null;
}

export interface StreamSettingsView {
  version: number;
  issuer: string;
  audience: string;
  jwksUrl: string;
  privateHost: boolean;
  subjectForm: SubjectForm;
  setBy: string;
  setAt: string;
  lastSetAt: string | null;
  lastVerificationAt: string | null;
  /** What is wrong with it, in words. */
  problem: string | null;
}

export interface DeadLetterView {
  id: string;
  source: string;
  receivedAt: string;
  reason: string;
  signature: DeliverySignature;
  /** Bytes. */
  size: number;
  /** The beginning as text; null for whom it isn't meant. */
  head: string | null;
}

export interface DeadLetterList {
  letters: DeadLetterView[];
  nextCursor: string | null;
  mayChange: boolean;
}

export interface DeadLetterText {
  id: string;
  source: string;
  text: string;
  /** Longer than what is shown. */
  cut: boolean;
}

/** What a replay did, in letters. */
export interface ReplayOutcome {
  filed: number;
  still: { id: string; reason: string }[];
  /** Cases that the filed ones stand in. */
  caseKeys: string[];
  signals: number;
}

/** A field of a sample: what was found, and where. */
export interface FoundField {
  field: MappedField | "kind" | "attack";
  value: string | null;
  /** Path in the sample; null where the value is ours, or where nothing was found. */
  at: string | null;
  how: "mapped" | "found" | "assumed" | "missing";
}

/** What would become of a sample's signal. Nothing of it was done. */
export interface TestedSignal {
  fields: FoundField[];
  outcome:
    | { becomes: "unlinked" }
    | { becomes: "context"; caseKey: string | null }
    | { becomes: "opens_case" }
    | { becomes: "joins_case"; caseKey: string }
    | { becomes: "joins_earlier"; index: number }
    | { becomes: "duplicate"; reason: string; caseKey: string | null };
  subject: { name: string; email: string } | null;
  /** Where the subject was found. */
  subjectAt: string | null;
}

export interface TestedEvent {
  index: number;
  /** Null: accepted. */
  rejected: string | null;
  format: Signal["format"] | null;
  signals: TestedSignal[];
  /** Every value of the event with its path, to choose from. */
  leaves: { path: string; value: string }[];
}

export interface SampleTest {
  events: TestedEvent[];
  /** Events in the sample beyond those shown. */
  more: number;
  /** A refusal of the whole, in words. */
  refused: string | null;
}

/** One detection of a source: the signals of a rule. `ruleId` null: those that name none. */
export interface DetectionView {
  ruleId: string | null;
  signals: number;
  newestAt: string | null;
  kind: SignalKind;
  /** Given by hand; null where the reader told it. */
  kindBy: string | null;
  trust: TrustStateView;
  confidence: ConfidenceView;
}

export interface TrustStateView {
  /** `source`: by the promotion of the source as a whole. */
  state: "trial" | "promoted" | "source";
  /** Two people, once promoted. */
  by: string | null;
  asked: AskedTrustView | null;
}

export interface ConfidenceView {
  value: number | null;
  by: string | null;
  reason: string | null;
  truePositives: string | null;
  id: string | null;
  asked: (AskedTrustView & { value: number }) | null;
}

/** Asked for by one person, waiting for a second. */
export interface AskedTrustView {
  id: string;
  by: string;
  at: string;
  reason: string;
  basis: BasisView;
  confirm: Right;
}

/** What a dry run over the last 30 days shows. */
export interface BasisView {
  since: string;
  until: string;
  signals: number;
  cases: number;
  judged: number;
  truePositives: number;
}

export interface DryRunView extends BasisView {
  listed: { key: string; status: CaseStatus; verdict: CloseVerdict | null }[];
}

export interface SourceTrustView {
  source: TrustStateView & { id: string | null };
  detections: DetectionView[];
  right: Right;
}
