import type { CaseStatus } from "#lib/domain/case.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { Lifecycle } from "#lib/domain/request.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { Page, Total } from "./page.ts";
import type { CaseRecord, NoteRecord, SubjectRecord } from "./records.ts";
import type { Statement } from "./statement.ts";

export interface CaseFilter {
  /** Empty: every status. */
  statuses: CaseStatus[];
  severities: Severity[];
  ownerPersonId?: string | null;
  q?: string;
  /** Snoozed cases are left out of the open ones unless they are asked for, alone or among the others. */
  snoozed?: "only" | "too";
}

/** A row of the queue: all that the list shows, from one query. */
export interface CaseRow extends CaseRecord {
  subject: SubjectRecord;
  ownerName: string | null;
  openRequest: { key: string; action: Action; status: Lifecycle["status"] } | null;
  earlierCases: number;
}

export interface CaseChange {
  before: CaseRecord | null;
  after: CaseRecord;
  /** Words to be found by, beside those that it is found by already. */
  search: string;
}

export interface CaseStore {
  byKey(key: string): Promise<CaseRecord | null>;
  byId(id: string): Promise<CaseRecord | null>;
  openOfSubject(subjectId: string): Promise<CaseRecord | null>;
  newestOfSubject(subjectId: string): Promise<CaseRecord | null>;
  /** For each subject the case that a signal could join: the open one, else the newest that wasn't merged away. */
  latestOfSubjects(subjectIds: readonly string[]): Promise<Map<string, CaseRecord>>;
  byIds(ids: readonly string[]): Promise<Map<string, CaseRecord>>;
  /** Cases whose signals went over into the one with this key. */
  mergedInto(key: string): Promise<CaseRecord[]>;
  /** Snoozed cases whose time has come. */
  dueToWake(now: Date, limit: number): Promise<CaseRecord[]>;
  ofSubject(subjectId: string, limit: number): Promise<CaseRecord[]>;
  list(input: { filter: CaseFilter; limit: number; cursor: string | null }): Promise<Page<CaseRow>>;
  total(filter: CaseFilter): Promise<Total>;
  /** Kept counts, exact: how many cases there are of each status and severity; snoozed ones apart. */
  counts(): Promise<{ status: CaseStatus | "snoozed"; severity: Severity; count: number }[]>;
  row(key: string): Promise<CaseRow | null>;
  /** The newest cases opened since then, and how many there are. */
  openedSince(since: Date, limit: number): Promise<{ items: CaseRecord[]; total: number }>;
  notes(caseId: string): Promise<NoteRecord[]>;
  insert(record: CaseRecord, search: string): Statement[];
  /** Guarded by `before.version`; writes `after` with the next version and moves the kept counts. */
  update(before: CaseRecord, after: CaseRecord, search?: string): Statement[];
  /** Many at once, as `insert` and `update` do: `before` is null for a new one. The kept counts move by their sum. */
  saveAll(changes: readonly CaseChange[]): Statement[];
  insertNote(note: NoteRecord & { idempotencyKey: string }): Statement;
}
