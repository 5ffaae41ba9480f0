import type { ChosenPeriod, ExceptionKind } from "#lib/domain/audit.ts";
import type { Action, UserState } from "#lib/domain/directory.ts";
import type { RequestStatus } from "#lib/domain/request.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { TimelineEntry } from "./case-view.ts";
import type { RequestView } from "./request-view.ts";

/** A period as it travels: `from` included, `to` not, RFC 3339. */
export interface PeriodView extends Omit<ChosenPeriod, "from" | "to"> {
  from: string;
  to: string;
}

/** A request as a row of the population. */
export interface AuditRequestRow {
  key: string;
  caseKey: string;
  action: Action;
  status: RequestStatus;
  subjectName: string;
  subjectEmail: string;
  subjectId: string;
  requester: string | null;
  deciders: string[];
  policy: string;
  createdAt: string;
  endedAt: string | null;
  /** From submitting to the first decision, in milliseconds; null while nobody decided. */
  decisionMs: number | null;
  simulated: boolean;
  /** What the tool found about it. */
  exceptions: ExceptionKind[];
}

export interface PopulationCounts {
  requests: number;
  suspensions: number;
  reactivations: number;
  byStatus: Partial<Record<RequestStatus, number>>;
  approvals: number;
  selfApprovalsBlocked: number;
  /** Every refused attempt to decide, the blocked self-approvals among them. */
  decisionsRefused: number;
  signInsRefused: number;
  simulated: number;
  /** Requests that succeeded in the period, whenever they were made: what 1Password's events are compared with. */
  carriedOut: Record<Action, number>;
}

export interface CompletenessView {
  /** All that is missing: lost numbers, requests without a beginning in the log, chains with holes. */
  gaps: number;
  numbers: { lowest: string; highest: string } | null;
  lost: string[];
  /** Numbers that were taken and never became a request. */
  unused: string[];
  unusedTotal: number;
  unopened: string[];
  brokenChains: string[];
  chains: number;
  entries: number;
  sealed: number;
}

export interface RowsPage<T> {
  items: T[];
  nextCursor: string | null;
  total: number;
}

/** Somebody who asks or decides, as a choice of a filter. */
export interface PersonChoice {
  id: string;
  name: string;
}

export interface PopulationView {
  counts: PopulationCounts;
  completeness: CompletenessView;
  rows: RowsPage<AuditRequestRow>;
}

export type ExceptionCounts = Record<ExceptionKind, number>;

/** An exception that isn't a request: an entry, a seal or an anchor. */
export interface LogException {
  at: string;
  what: string;
  /** Case or chain where the entry stands, and its number there; null for seals and anchors. */
  chain: string | null;
  n: number | null;
  requestKey: string | null;
  simulated: boolean;
}

export interface SampleView {
  seed: string;
  n: number;
  order: "random" | "risk";
  /** How many requests were drawn from, and the SHA-256 over their sorted keys. */
  population: number;
  fingerprint: string;
  items: AuditRequestRow[];
  /** Why nothing could be drawn; null where it could. */
  problem: string | null;
}

/** How somebody was signed in when they asked or decided, as the entry has it. */
export interface SignInContext {
  person: string;
  did: string;
  at: string;
  roles: string[];
  iss: string | null;
  sub: string | null;
  amr: string[];
  authTime: string | null;
  sessionRef: string | null;
}

export type RecordEntryView = TimelineEntry & { chain: string; hashHolds: boolean };

export interface RecordView {
  request: RequestView;
  simulated: boolean;
  exceptions: ExceptionKind[];
  contexts: SignInContext[];
  /** Whether the stored bytes that were approved still give the digest. */
  digestHolds: boolean;
  entries: RecordEntryView[];
  /** The request that undid this suspension; null where none has. */
  undoneBy: { key: string; at: string } | null;
  /** Its place in the sample; null where it isn't in it. */
  place: { position: number; of: number; previous: string | null; next: string | null } | null;
}

export interface DecisionMatrix {
  people: PersonChoice[];
  /** By who asked, then by who decided: approvals and denials. */
  rows: { requester: PersonChoice; cells: { approved: number; denied: number }[] }[];
  total: number;
}

export interface CarriedOutRow extends AuditRequestRow {
  reason: string;
  stateNow: { state: UserState; readAt: string } | null;
  daysSuspended: number | null;
  review: { dueAt: string; status: string } | null;
}

export interface AuditMember {
  name: string;
  email: string;
  roles: Role[];
  firstSeenAt: string;
  lastSeenAt: string | null;
  disabledAt: string | null;
  linkedTo: string | null;
}

export interface AuditMachines {
  keys: {
    name: string;
    scopes: string[];
    createdAt: string;
    lastUsedAt: string | null;
    revokedAt: string | null;
  }[];
  sources: {
    name: string;
    preset: string;
    enabled: boolean;
    createdAt: string;
    lastDeliveryAt: string | null;
    accepted: number;
    rejected: number;
  }[];
  applications: { name: string; lastSuccessAt: string | null; lastFailureAt: string | null }[];
}
