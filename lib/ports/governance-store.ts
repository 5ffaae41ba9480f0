import type { Policy } from "#lib/domain/policy.ts";
import type { NoticeRecord, PersonLinkRecord, ReviewRecord } from "./records.ts";
import type { Statement } from "./statement.ts";

/** A few named values that other writes may depend on. */
export interface ControlStore {
  read(name: string): Promise<string | null>;
  /** Guarded by the value that was read. */
  change(name: string, before: string | null, after: string): Statement;
  /** Touches nothing, but makes the commit a conflict when the value is not this one any more. */
  require(name: string, value: string): Statement;
}

export interface GovernanceStore {
  activePolicy(): Promise<PolicyVersionRecord | null>;
  policyVersions(): Promise<PolicyVersionRecord[]>;
  policyVersion(policyId: string, version: number): Promise<PolicyVersionRecord | null>;
  /** How many requests since then each rule of this version decided. */
  ruleHits(policy: { id: string; version: number }, since: Date): Promise<{ rule: string; count: number }[]>;
  insertPolicy(record: PolicyVersionRecord): Statement;
  /** Guarded by the status before. */
  movePolicy(before: PolicyVersionRecord, after: PolicyVersionRecord): Statement;
  review(requestId: string): Promise<ReviewRecord | null>;
  openReviews(limit: number): Promise<ReviewRecord[]>;
  reviewsOfSubject(subjectId: string): Promise<ReviewRecord[]>;
  dueReviewCount(): Promise<number>;
  reviewsToCome(now: Date, limit: number): Promise<ReviewRecord[]>;
  insertReview(record: ReviewRecord): Statement;
  /** Guarded by `before.version`. */
  updateReview(before: ReviewRecord, after: ReviewRecord): Statement;
  personLink(id: string): Promise<PersonLinkRecord | null>;
  openPersonLinks(): Promise<PersonLinkRecord[]>;
  insertPersonLink(record: PersonLinkRecord): Statement;
  confirmPersonLink(record: PersonLinkRecord): Statement;
  freezeLifts(): Promise<{ personId: string; requestId: string }[]>;
  insertFreezeLift(input: {
    personId: string;
    requestId: string;
    liftedByPersonId: string;
    reason: string;
    at: Date;
  }): Statement;
  newestDrill(): Promise<DrillRecord | null>;
  insertDrill(record: DrillRecord): Statement;
  insertNotices(records: NoticeRecord[]): Statement[];
  noticesOf(personId: string, limit: number): Promise<NoticeRecord[]>;
  unreadNotices(personId: string): Promise<number>;
  markNoticesRead(personId: string, at: Date): Promise<void>;
}

export interface DrillRecord {
  id: string;
  subjectId: string;
  caseKey: string;
  suspendKey: string;
  startedByPersonId: string;
  startedAt: Date;
}

export interface PolicyVersionRecord {
  policy: Policy;
  /** `discarded`: a draft that nobody may publish any more. */
  status: "draft" | "active" | "retired" | "discarded";
  authorPersonId: string | null;
  publisherPersonId: string | null;
  draftedAt: Date;
  publishedAt: Date | null;
}
