import type { CaseStatus, CloseVerdict } from "#lib/domain/case.ts";
import type { UserState } from "#lib/domain/directory.ts";
import type { Lifecycle, Snapshot } from "#lib/domain/request.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { JoinKey, JoinRule } from "#lib/domain/join.ts";
import type { DeliverySignature, Signal } from "#lib/domain/signal.ts";
import type { SourceMapping } from "#lib/domain/source-mapping.ts";
import type { SourceKind } from "#lib/domain/source-settings.ts";

export interface CaseRecord {
  id: string;
  key: string;
  workflowId: string;
  title: string;
  status: CaseStatus;
  severity: Severity;
  subjectId: string;
  ownerPersonId: string | null;
  openedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closeVerdict: CloseVerdict | null;
  closeReason: string | null;
  signalCount: number;
  newestSignalAt: Date;
  newestSignalTitle: string;
  /** Nobody wants to see the case before that, or before a signal of at least `snoozeSeverity`. */
  snoozedUntil: Date | null;
  snoozeSeverity: Severity | null;
  /** A person set the severity: signals no longer raise it. */
  severityByPerson: boolean;
  /** Key of the case that took this one's signals over. */
  mergedInto: string | null;
  /** Key of the subject's case before, closed too long ago to be opened again. */
  previousKey: string | null;
  version: number;
}

/** A person of the 1Password account as last read or listed. A copy for search and display, never for a decision. */
export interface SubjectRecord {
  userId: string;
  accountId: string;
  email: string;
  name: string;
  state: UserState;
  rawState: string;
  readAt: Date;
  /** When a full listing no longer had the person. */
  goneAt: Date | null;
  /** When name and e-mail were erased; they are blank since then. */
  erasedAt: Date | null;
}

export interface SignalRecord extends Omit<Signal, "subject"> {
  id: string;
  source: string;
  caseId: string | null;
  workflowId: string | null;
  subjectId: string | null;
  subject: Signal["subject"];
  receivedAt: Date;
  traceparent: string | null;
  signature: DeliverySignature;
  /** Person who reported it, for a person's own report. */
  reporterPersonId: string | null;
  fingerprint: string;
  duplicates: number;
  /** When the last repeat came; null where none did. */
  lastSeenAt: Date | null;
  /** By which rule it got where it is, and which key named the subject. */
  joinRule: JoinRule;
  joinKey: JoinKey;
  /** The subject of its own under which it came, where that one turned out to be somebody else. */
  viaSubjectId: string | null;
  /** The signal of which this is a later state. */
  revisionOf: string | null;
  /** Its sender had used the id before, for somebody else. */
  idUsedTwice: boolean;
  rawSha256: string;
}

export interface RequestRecord extends Lifecycle {
  id: string;
  key: string;
  version: number;
  caseId: string;
  caseKey: string;
  workflowId: string;
  accountId: string;
  subjectId: string;
  requesterPersonId: string | null;
  /** Who proposed it, where a machine did: `key:<id>` or `system:<part>`. */
  proposedBy: string | null;
  reason: string;
  digest: string;
  payload: Uint8Array;
  snapshot: Snapshot;
  policy: { id: string; version: number; rule: string };
  stepUpMaxAgeMs: number | null;
  executeWithinMs: number;
  /** Whether the case had been contained before, so that the case can fall back to it. */
  wasContained: boolean;
  createdAt: Date;
  decidedAt: Date | null;
  endedAt: Date | null;
  outcome: RequestOutcome | null;
  /** What changed, for a stale request: one sentence. */
  staleDifference: string | null;
}

/** What is known of the effect, with the readings that show it. */
export interface RequestOutcome {
  code: string;
  message: string;
  /** `answered`: 1Password answered this request. `observed`: seen by reading, the cause can't be known. */
  how: "answered" | "observed" | "refused" | "not_sent";
  before: { state: UserState; readAt: Date } | null;
  answer: { state: UserState; at: Date } | null;
  after: { state: UserState; readAt: Date } | null;
}

export interface VoteRecord {
  requestId: string;
  requesterPersonId: string;
  digest: string;
  personId: string;
  decision: "approve" | "deny";
  reason: string;
  at: Date;
  sessionRef: string;
}

export interface AttemptRecord {
  requestId: string;
  /** 1, 2, 3 … over the whole life of the request, the ones that were not sent included. */
  n: number;
  fence: number;
  markedAt: Date;
  /** Null while no answer is known. */
  answer: {
    kind: "answered" | "refused" | "not_sent" | "uncertain";
    code: string | null;
    message: string | null;
    method: string | null;
    path: string | null;
    status: number | null;
    requestId: string | null;
    ms: number | null;
    at: Date;
  } | null;
}

export interface NoteRecord {
  id: string;
  caseId: string;
  personId: string;
  text: string;
  at: Date;
}

export interface EntryRecord {
  id: string;
  chain: string;
  n: number;
  hash: string;
  bytes: Uint8Array;
  at: Date;
  type: string;
  requestKey: string | null;
  /** Of the bytes, for look-ups: written where true, not read back. */
  late?: boolean;
  /** A reading of another state than was known or left. */
  outside?: boolean;
  simulated?: boolean;
}

export interface SessionRecord {
  /** SHA-256 of the token, hex: the token itself is never stored. */
  tokenHash: string;
  personId: string;
  iss: string;
  sub: string;
  roles: Role[];
  amr: string[];
  authTime: Date;
  createdAt: Date;
  lastSeenAt: Date;
  endedAt: Date | null;
  /** For signing out at the identity provider; encrypted by the caller where it must be. */
  idTokenHint: string | null;
}

export interface SourceRecord {
  name: string;
  preset: string;
  /** Team that answers for what the source detects; null where nobody said. */
  owner: string | null;
  /** Signing secrets, newest first (two while rotating), readable only in memory. */
  secrets: string[];
  enabled: boolean;
  createdAt: Date;
  lastDeliveryAt: Date | null;
  accepted: number;
  rejected: number;
  kind: SourceKind;
  /** From which severity on an event opens a case; weaker ones join only. */
  threshold: Severity;
  defaultDomain: string | null;
  mapping: SourceMapping | null;
  /** Takes a key in a fixed header in place of a signature. */
  allowsUnsigned: boolean;
  version: number;
}

/** A source as it is added: what isn't said is as usual. */
export type NewSource = Omit<SourceRecord, UsuallySaid> & Partial<Pick<SourceRecord, UsuallySaid>>;
type UsuallySaid = "kind" | "threshold" | "defaultDomain" | "mapping" | "allowsUnsigned" | "version";

/** What could not be read, without its bytes. */
export interface DeadLetterRecord {
  id: string;
  source: string;
  receivedAt: Date;
  reason: string;
  signature: DeliverySignature;
  /** Size of the whole, bytes. */
  size: number;
  /** The first 200 bytes. */
  head: Uint8Array;
}

export interface KeyRecord {
  id: string;
  name: string;
  scopes: string[];
  /** Team that answers for what is done with it; empty where nobody said. */
  owner: string;
  purpose: string;
  /** An AI agent holds it. */
  heldByAgent: boolean;
  createdAt: Date;
  /** From then on it is refused; null: until it is revoked. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** A suspension that has to be looked at again. It never ends by itself: somebody extends it, undoes it or hands it over. */
export interface ReviewRecord {
  requestId: string;
  caseKey: string;
  subjectId: string;
  dueAt: Date;
  /** `due`: its date has come. `handed_over`: offboarding has it. `done`: the suspension was undone. */
  status: "planned" | "due" | "handed_over" | "done";
  extensions: number;
  /** An extension that waits for a second person. */
  asked: { until: Date; byPersonId: string; reason: string } | null;
  ticket: string | null;
  version: number;
}

/** Two accounts that somebody says are one person. */
export interface PersonLinkRecord {
  id: string;
  personId: string;
  otherPersonId: string;
  reason: string;
  askedByPersonId: string;
  askedAt: Date;
  confirmedByPersonId: string | null;
  confirmedAt: Date | null;
}

export interface NoticeRecord {
  id: string;
  personId: string;
  kind:
    | "request_waiting"
    | "request_decided"
    | "request_settled"
    | "needs_attention"
    | "review_due"
    | "erasure_waiting"
    | "comment";
  caseKey: string;
  requestKey: string | null;
  text: string;
  at: Date;
  readAt: Date | null;
}
