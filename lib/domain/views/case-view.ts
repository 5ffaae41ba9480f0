import type { DeliverySignature } from "#lib/domain/signal.ts";
import type { CaseStatus, CloseVerdict } from "#lib/domain/case.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { CorrelationView } from "./correlation-view.ts";
import type { ReviewView } from "./governance-view.ts";
import type { IdentityNote } from "./people-view.ts";
import type { CaseSummary, PersonView, RequestSummary, Right, SubjectView } from "./parts.ts";
import type { RequestView } from "./request-view.ts";

/** A row of the queue. */
export interface QueueRow {
  key: string;
  workflowId: string;
  title: string;
  status: CaseStatus;
  severity: Severity;
  owner: string | null;
  openedAt: string;
  updatedAt: string;
  subject: SubjectView;
  signalCount: number;
  newestSignalTitle: string;
  newestSignalAt: string;
  request: RequestSummary | null;
  earlierCases: number;
  snoozedUntil?: string | null;
}

export interface QueuePage {
  items: QueueRow[];
  nextCursor: string | null;
  total: number;
  totalCapped: boolean;
}

/** Counts of the built-in views, exact. */
export interface QueueCounts {
  open: number;
  mine: number;
  unassigned: number;
  awaitingApproval: number;
  snoozed: number;
  informational: number;
  closed: number;
  all: number;
  unlinkedSignals: number;
}

export interface SignalView {
  id: string;
  source: string;
  format: string;
  title: string;
  severity: Severity;
  severityAssumed: boolean;
  confidence: number | null;
  ruleId: string | null;
  alertId: string | null;
  traceparent: string | null;
  description: string | null;
  ip: string | null;
  url: string | null;
  attack: string[];
  time: string;
  timeAssumed: boolean;
  receivedAt: string;
  signature: DeliverySignature;
  reporter: string | null;
  duplicates: number;
  lastSeenAt: string | null;
  /** By which rule it got where it is, in one sentence. */
  joined: string;
  isRevision: boolean;
  /** Its sender had used the id before, for somebody else. */
  idUsedTwice: boolean;
  /** What the event said of the subject, for signals that could not be linked. */
  saidSubject: string;
  subjectFoundAt: string | null;
}

export interface NoteView {
  id: string;
  author: string;
  text: string;
  at: string;
}

export interface TimelineEntry {
  id: string;
  n: number;
  at: string;
  late: boolean;
  type: string;
  actor: string;
  /** One sentence of plain text. */
  story: string;
  /** Reason, note or message that belongs to it, decrypted; null where there is none or it was erased. */
  quote: string | null;
  /** It had texts, and their key was destroyed. */
  erased?: boolean;
  /** Small facts for the record lens: name and value. */
  facts: [string, string][];
  hash: string;
  /** Its place in the sealed log; null until a signed checkpoint covers it. */
  index: number | null;
  simulated: boolean;
}

/** A rule of the policy that fits, and what it asks for. */
export interface VerdictView {
  policyId: string;
  policyVersion: number;
  rule: string;
  why: string;
  permitted: boolean;
  approvers: number;
  narrowerStep: "none" | "asked";
  named: "owner_or_partner" | null;
  outsidePolicy: boolean;
  reviewAfterMs: number;
}

/** What a request about all signals of the case would need now. */
export interface CaseVerdict {
  action: Action;
  now: VerdictView;
  /** Were all signals validated; null where that changes nothing. */
  validated: VerdictView | null;
}

export interface CaseView {
  key: string;
  workflowId: string;
  title: string;
  status: CaseStatus;
  severity: Severity;
  owner: PersonView | null;
  openedAt: string;
  updatedAt: string;
  closedAt: string | null;
  closeVerdict: CloseVerdict | null;
  closeReason: string | null;
  subject: SubjectView;
  /** What kind of identity it is, and what stops with it. */
  identity: IdentityNote;
  correlation: CorrelationView;
  /** A legal hold stands over the case, or over everything about the person. */
  held?: boolean;
  signals: SignalView[];
  signalCount: number;
  /** Null where nothing can be asked for. */
  verdict: CaseVerdict | null;
  notes: NoteView[];
  /** The newest first; the open one, when there is one, is the first that isn't ended. */
  requests: RequestView[];
  /** The review of the suspension that is in force, whichever case it was asked in. */
  review: ReviewView | null;
  timeline: TimelineEntry[];
  otherCases: CaseSummary[];
  suspensions: { key: string; action: string; status: string; at: string }[];
  /** Whom the case can be given to. */
  members: PersonView[];
  rights: {
    take: Right;
    assign: Right;
    note: Right;
    close: Right;
    requestSuspension: Right;
    requestReactivation: Right;
  };
}
