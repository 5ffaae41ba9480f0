import type { Checklist } from "#lib/domain/checklist.ts";
import type { Action, UserState } from "#lib/domain/directory.ts";
import type { IdentityClass } from "#lib/domain/identity-class.ts";
import type { NamedContact } from "#lib/domain/named-contact.ts";
import type { NarrowerAnswer } from "#lib/domain/narrower-steps.ts";
import type { RequestStatus } from "#lib/domain/request.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import type { SingleOrigin } from "#lib/domain/single-origin.ts";
import type { MeanwhileView } from "./meanwhile-view.ts";
import type { IdentityNote } from "./people-view.ts";
import type { PersonView, Right } from "./parts.ts";

export interface VoteView {
  person: string;
  decision: "approve" | "deny";
  reason: string;
  at: string;
}

export interface CommentView {
  author: string;
  text: string;
  at: string;
}

export interface AttemptView {
  n: number;
  markedAt: string;
  kind: "answered" | "refused" | "not_sent" | "uncertain" | null;
  code: string | null;
  message: string | null;
  method: string | null;
  path: string | null;
  status: number | null;
  requestId: string | null;
  ms: number | null;
}

/** A signal that was named as a cause, as it stands in the digest. */
export interface CauseView {
  id: string;
  title: string;
  severity: Severity;
  source: string;
  kind: SignalKind;
  confidence: number | null;
  confidenceBy: "signal" | "rule" | null;
  onTrial: boolean;
  validated: boolean;
  /** How it was validated; empty where it wasn't. */
  how: string;
}

/** A gate of the decision: what must hold, whether it does, and what was found. */
export interface GateView {
  text: string;
  /** `later` can only be known when the button is pressed. */
  state: "ok" | "failed" | "later";
}

/** The machine that proposed a request. */
export interface ProposerView {
  /** The key's name, or the product's. */
  name: string;
  /** Team that answers for the key. */
  owner: string | null;
  /** An AI agent holds the key. */
  agent: boolean;
}

/** Everything of one request: what is asked, why, by whom, what it would do, and what became of it. */
export interface RequestView {
  id: string;
  key: string;
  /** What was asked for in words was erased; decision, outcome and digest stay. */
  erased?: boolean;
  version: number;
  digest: string;
  workflowId: string;
  caseKey: string;
  caseTitle: string;
  caseSeverity: Severity;
  action: Action;
  status: RequestStatus;
  account: { id: string; host: string };
  snapshot: { userId: string; email: string; name: string; state: UserState; readAt: string };
  /** Null while nobody adopted a proposal. */
  requester: PersonView | null;
  /** The machine whose proposal it was, or is. */
  proposedBy: ProposerView | null;
  /** Who owns the case, else who asked: the one to turn to when it needs somebody. */
  owner: string | null;
  reason: string;
  /** Answers before a reactivation; null where none is asked for. */
  checklist: Checklist | null;
  /** When the suspension has to be looked at again. */
  reviewBy: string | null;
  /** What was said about it, oldest first. */
  comments: CommentView[];
  causes: CauseView[];
  /** Whether all causes come from whoever asked, or from what proposed. */
  singleOrigin: SingleOrigin | null;
  /** A rehearsal on the designated test user. */
  drill: boolean;
  /** What kind of identity it was when it was asked for; null for requests of before that was kept. */
  askedAbout: { identityClass: IdentityClass; isProtected: boolean } | null;
  /** What was answered about narrower steps; null where it wasn't asked yet. */
  narrower: NarrowerAnswer | null;
  /** The owner or partner who was named. */
  named: NamedContact | null;
  /** The verdict under which it was made. */
  policy: {
    id: string;
    version: number;
    rule: string;
    why: string;
    narrowerStep: "none" | "asked";
    outsidePolicy: boolean;
  };
  needed: number;
  approvals: number;
  votes: VoteView[];
  attempts: AttemptView[];
  createdAt: string;
  expiresAt: string;
  executeBy: string | null;
  decidedAt: string | null;
  endedAt: string | null;
  /** The next automatic step: a claim or a reading. */
  nextTryAt: string | null;
  quietUntil: string | null;
  outcome: {
    code: string;
    message: string;
    how: "answered" | "observed" | "refused" | "not_sent";
    before: { state: UserState; readAt: string } | null;
    answer: { state: UserState; at: string } | null;
    after: { state: UserState; readAt: string } | null;
  } | null;
  staleDifference: string | null;
  /** What happened since the suspension, while somebody has to decide on a reactivation; else null. */
  meanwhile: MeanwhileView | null;
  suspendedBefore: number;
  /** What kind of identity it is about, and what stops with it. */
  identity: IdentityNote;
  /** The mass incident that it is part of. */
  incident: { reason: string } | null;
  gates: GateView[];
  eligibleApprovers: string[];
  rights: { approve: Right; deny: Right; withdraw: Right; settle: Right; adopt: Right; page: Right };
}

/** A row of the approvals inbox. */
export interface RequestListItem {
  key: string;
  caseKey: string;
  caseTitle: string;
  caseSeverity: Severity;
  action: Action;
  status: RequestStatus;
  subjectName: string;
  subjectEmail: string;
  requester: string | null;
  proposedBy: ProposerView | null;
  createdAt: string;
  expiresAt: string;
  endedAt: string | null;
  approvals: number;
  needed: number;
  /** Whether the person looking may decide on it, and why not. */
  decide: Right;
}

export interface RequestListPage {
  items: RequestListItem[];
  nextCursor: string | null;
}
