import type { AuditPeriod, EntryException, RequestException } from "#lib/domain/audit.ts";
import type { Action, UserState } from "#lib/domain/directory.ts";
import type { EntryType } from "#lib/domain/entry.ts";
import type { RequestStatus } from "#lib/domain/request.ts";
import type { EntryRecord, ReviewRecord } from "./records.ts";
import type { Statement } from "./statement.ts";
import type { Page } from "./page.ts";

/** Requests made in a period, by what an auditor narrows them to. */
export interface AuditFilter extends AuditPeriod {
  action: Action | null;
  /** Accounts of who asked and of who decided; empty: of everybody. */
  requesters: readonly string[];
  deciders: readonly string[];
  /** Empty: every status. */
  statuses: readonly RequestStatus[];
  /** Only those that are an exception of this kind. */
  exception: RequestException | null;
}

/** A request as a row of the population. */
export interface AuditRequest {
  id: string;
  key: string;
  caseKey: string;
  action: Action;
  status: RequestStatus;
  subjectId: string;
  subjectName: string;
  subjectEmail: string;
  requesterPersonId: string | null;
  policy: { id: string; version: number; rule: string };
  createdAt: Date;
  decidedAt: Date | null;
  endedAt: Date | null;
  needed: number;
  approvals: number;
  votes: { personId: string; decision: "approve" | "deny"; at: Date }[];
  /** Made up by the demo. */
  simulated: boolean;
}

/** A suspension or reactivation that was carried out, with what became of it. */
export interface CarriedOut extends AuditRequest {
  reason: string;
  /** The person's state as last read. */
  stateNow: { state: UserState; readAt: Date } | null;
  /** When a later reactivation of the person succeeded; null while none has. */
  undoneAt: Date | null;
  review: Pick<ReviewRecord, "dueAt" | "status"> | null;
}

/** Entries of a period, newest first. */
export interface EntrySelection extends AuditPeriod {
  /** Empty: every type. */
  types: readonly EntryType[];
  /** Code of a refused decision. */
  code: string | null;
  exception: EntryException | null;
}

/** A seal that came late: the entries from `from` up to `size` were covered by this checkpoint. */
export interface LateSeal {
  epoch: number;
  size: number;
  from: number;
  sealedAt: Date;
  oldestAt: Date;
  simulated: boolean;
}

/** A checkpoint that an anchor took late. */
export interface LateAnchor {
  anchor: string;
  epoch: number;
  /** Size of the oldest checkpoint that waited, and when it was signed. */
  size: number;
  signedAt: Date;
  anchoredAt: Date;
}

export interface Completeness {
  /** Lowest and highest number of the period's requests; null where there is none. */
  numbers: { lowest: number; highest: number } | null;
  /** Numbers in between without a request, the first 200, and whether the log tells of a request of that number. */
  missing: { number: number; inLog: boolean }[];
  missingTotal: number;
  /** Requests of the period that the log doesn't begin: no entry says who asked. At most 200. */
  unopened: string[];
  /** Chains whose entries are not 1, 2, 3 … up to their head, at most 200, and all chains. */
  brokenChains: string[];
  chains: number;
  /** Entries of the period, and those of them that wait for the sealer. */
  entries: number;
  unsealed: number;
}

/** What an auditor counts, lists and compares. Everything is of a period and walks an index. */
export interface AuditStore {
  counts(
    filter: AuditFilter,
  ): Promise<{ action: Action; status: RequestStatus; count: number; approvals: number }[]>;
  /** Succeeded requests by when they did: what the events of 1Password are compared with. */
  carriedOutCounts(period: AuditPeriod): Promise<{ action: Action; count: number }[]>;
  total(filter: AuditFilter): Promise<number>;
  /** Newest first. */
  requests(filter: AuditFilter, page: { limit: number; cursor: string | null }): Promise<Page<AuditRequest>>;
  /** Keys of all, at most `limit`, in no order. */
  keys(filter: AuditFilter, limit: number): Promise<string[]>;
  byKeys(keys: readonly string[]): Promise<AuditRequest[]>;
  /** Requests of the period that the demo made up. */
  simulatedCount(period: AuditPeriod): Promise<number>;
  /** Who asked and who decided, by persons, over the votes on these requests. */
  decisions(
    filter: AuditFilter,
  ): Promise<
    { requesterPersonId: string; deciderPersonId: string; decision: "approve" | "deny"; count: number }[]
  >;
  carriedOut(
    period: AuditPeriod,
    page: { limit: number; cursor: string | null },
  ): Promise<Page<CarriedOut> & { total: number }>;

  entryCount(selection: EntrySelection): Promise<number>;
  entries(
    selection: EntrySelection,
    page: { limit: number; cursor: string | null },
  ): Promise<Page<EntryRecord>>;
  /** Refused decisions by their code. */
  refusedDecisions(period: AuditPeriod): Promise<{ code: string; count: number }[]>;
  /** Every entry of one request, oldest first. */
  entriesOf(requestKey: string, limit: number): Promise<EntryRecord[]>;

  lateSeals(period: AuditPeriod, limit: number): Promise<{ items: LateSeal[]; total: number }>;
  lateAnchors(period: AuditPeriod, limit: number): Promise<{ items: LateAnchor[]; total: number }>;
  /** Entries of the period that wait for the sealer since before this moment; null where none does. */
  unsealed(period: AuditPeriod, before: Date): Promise<{ count: number; oldestAt: Date } | null>;
  /** The oldest checkpoint, signed before this moment, that each anchor doesn't have yet. No anchor has a null name. */
  unanchored(before: Date): Promise<{ anchor: string | null; size: number; signedAt: Date }[]>;
  completeness(period: AuditPeriod): Promise<Completeness>;

  hasRead(sessionRef: string, record: string): Promise<boolean>;
  insertRead(read: { sessionRef: string; record: string; at: Date }): Statement;
}
