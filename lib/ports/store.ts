import type { Action, UserReading, UserState } from "#lib/domain/directory.ts";
import type { EntryType } from "#lib/domain/entry.ts";
import type { Person } from "#lib/domain/person.ts";
import type { Lifecycle } from "#lib/domain/request.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { Suspicion } from "#lib/domain/team.ts";
import type { HolderKey } from "#lib/log/field-cipher.ts";
import type { Statement } from "./statement.ts";
import type { AuditStore } from "./audit-store.ts";
import type { CaseStore } from "./case-store.ts";
import type { Page } from "./page.ts";
import type { SignalStore } from "./signal-store.ts";
import type { UnlinkedSubjectStore } from "./unlinked-subject-store.ts";
import type { AnchorStore } from "./anchor-store.ts";
import type { DetectionStore } from "./detection-store.ts";
import type { EventStore } from "./event-store.ts";
import type { ControlStore, GovernanceStore } from "./governance-store.ts";
import type { GuardRailStore } from "./guard-rail-store.ts";
import type { LogCheckStore } from "./log-check-store.ts";
import type { PersonalDataStore } from "./personal-data-store.ts";
import type { ProfileStore } from "./profile-store.ts";
import type { SsfStore } from "./ssf-store.ts";
import type { TreeStore } from "./tree-store.ts";
import type { TrustStore } from "./trust-store.ts";
import type { WebhookStore } from "./webhook-store.ts";
import type {
  AttemptRecord,
  EntryRecord,
  KeyRecord,
  RequestRecord,
  SessionRecord,
  NewSource,
  SourceRecord,
  SubjectRecord,
  VoteRecord,
} from "./records.ts";
import { sharedError } from "#lib/domain/shared-error.ts";

/**
 * Thrown by `commit` when somebody else was faster: a guarded update touched no row, or a unique index refused.
 * Nothing of the whole list was written then.
 */
export class Conflict extends sharedError("conflict") {
  readonly where: string;

  constructor(where: string) {
    super(`conflict: ${where}`);
    this.name = "Conflict";
    this.where = where;
  }
}

export interface RequestRow extends RequestRecord {
  requesterName: string | null;
  subjectName: string;
  subjectEmail: string;
  caseTitle: string;
  caseSeverity: Severity;
}

export interface RequestStore {
  byId(id: string): Promise<RequestRecord | null>;
  byKey(key: string): Promise<RequestRecord | null>;
  openFor(subjectId: string, action: Action): Promise<RequestRecord | null>;
  /** The proposal that waits for somebody to adopt it, of which there is one at most. */
  proposalFor(subjectId: string, action: Action): Promise<RequestRecord | null>;
  ofCase(caseId: string): Promise<RequestRecord[]>;
  ofSubject(subjectId: string, limit: number): Promise<RequestRecord[]>;
  /** The request that holds the user now, or null. */
  holder(subjectId: string): Promise<RequestRecord | null>;
  /** The newest request about this person that succeeded. */
  newestSucceeded(subjectId: string): Promise<RequestRecord | null>;
  votes(requestId: string): Promise<VoteRecord[]>;
  attempts(requestId: string): Promise<AttemptRecord[]>;
  pending(input: { limit: number; cursor: string | null }): Promise<Page<RequestRow>>;
  underWay(limit: number): Promise<RequestRow[]>;
  history(input: {
    limit: number;
    cursor: string | null;
    requesterPersonId?: string;
  }): Promise<Page<RequestRow>>;
  pendingCount(): Promise<number>;
  /** All requests ever made, counted. */
  counts(): Promise<{ action: Action; status: Lifecycle["status"]; count: number }[]>;
  /** Suspensions asked for, under way or in force of somebody with one of these e-mails. */
  suspicions(emailKeys: string[]): Promise<Suspicion[]>;
  /** Requests not yet sent on which one of these persons voted. */
  unsentWithVoteOf(personIds: string[]): Promise<RequestRecord[]>;
  /** What the executor, the reconciler and the clock have to look at now. */
  due(now: Date, limit: number): Promise<RequestRecord[]>;
  insert(record: RequestRecord): Statement;
  /** Guarded by `before.version`. */
  update(before: RequestRecord, after: RequestRecord): Statement;
  insertVote(vote: VoteRecord): Statement;
  insertAttempt(attempt: AttemptRecord): Statement;
  answerAttempt(requestId: string, n: number, answer: NonNullable<AttemptRecord["answer"]>): Statement;
}

export interface SubjectStore {
  byId(userId: string): Promise<SubjectRecord | null>;
  byIds(userIds: readonly string[]): Promise<Map<string, SubjectRecord>>;
  /** Everybody of the directory whose address is one of these but for Unicode forms: the caller compares exactly. */
  byEmails(emails: readonly string[]): Promise<SubjectRecord[]>;
  /** People of the directory whose address has this part before the `@`, at most `limit`. */
  byLocalPart(localPart: string, limit: number): Promise<SubjectRecord[]>;
  /** Everybody with this e-mail, compared without case: two is ambiguous and links to nobody. */
  byEmail(email: string): Promise<SubjectRecord[]>;
  search(input: {
    q: string;
    state: UserState | null;
    limit: number;
    cursor: string | null;
  }): Promise<Page<SubjectRecord>>;
  counts(): Promise<{ total: number; suspended: number }>;
  lastListedAt(): Promise<Date | null>;
  /** Keeps what a single reading showed. Outside of any transaction's meaning: a copy. */
  saveReading(accountId: string, reading: UserReading): Promise<void>;
  /** The same as part of a commit, which costs nothing more. */
  keepReading(accountId: string, reading: UserReading): Statement;
  /** Replaces the copy by a whole listing; who is missing is marked as gone. */
  saveListing(accountId: string, users: UserReading[], listedAt: Date): Promise<void>;
  /** The part of a listing that is suspended: returns the ids whose state differs from the copy. */
  suspendedIds(): Promise<string[]>;
}

export interface PersonStore {
  byId(id: string): Promise<Person | null>;
  byIdentity(iss: string, sub: string): Promise<Person | null>;
  members(): Promise<Person[]>;
  names(ids: string[]): Promise<Map<string, string>>;
  insert(person: Person, identity: { iss: string; sub: string }): Statement[];
  update(person: Person): Statement;
}

export interface SessionStore {
  byTokenHash(tokenHash: string): Promise<SessionRecord | null>;
  insert(session: SessionRecord): Statement;
  touch(tokenHash: string, at: Date): Promise<void>;
  end(tokenHash: string, at: Date, reason: string): Statement;
}

export interface LogStore {
  head(chain: string): Promise<{ n: number; hash: string; at: Date } | null>;
  heads(chains: readonly string[]): Promise<Map<string, { n: number; hash: string; at: Date }>>;
  /** Moves the head of the chain (guarded by `previous`) and inserts the entries that follow it. */
  append(chain: string, previous: { n: number } | null, entries: EntryRecord[]): Statement[];
  /** The same for several chains, their entries in one write. */
  appendAll(
    parts: readonly { chain: string; previous: { n: number } | null; entries: readonly EntryRecord[] }[],
  ): Statement[];
  ofChain(chain: string, input: { afterN: number; limit: number }): Promise<EntryRecord[]>;
  /** The entries of one type about one request, oldest first. */
  ofRequest(requestKey: string, type: EntryType): Promise<EntryRecord[]>;
  recent(input: { limit: number; cursor: string | null; q?: string }): Promise<Page<EntryRecord>>;
  count(): Promise<number>;
  /** How many evidence packages about one of these cases were exported. */
  exportsAbout(caseKeys: string[]): Promise<number>;
  /** Id of the newest entry of all: what live updates compare. */
  newestId(): Promise<string | null>;
}

export interface StoredKey extends HolderKey {
  /** Above 1 where keys of this holder were destroyed before. */
  generation: number;
}

export interface KeyStore {
  /** The key of a holder, made in a step of its own when there is none yet. Never remembered: it may be destroyed. */
  forHolder(holder: string): Promise<StoredKey>;
  /** The same for several, which are made in one step. */
  forHolders(holders: readonly string[]): Promise<Map<string, StoredKey>>;
  byKid(kid: string): Promise<HolderKey | null>;
  /** A conflict unless the key is still there: what is encrypted under it commits with this. */
  require(kid: string): Statement;
}

export interface SourceStore {
  byName(name: string): Promise<SourceRecord | null>;
  all(): Promise<SourceRecord[]>;
  insert(source: NewSource): Statement;
  /** Guarded by `before.version`. Counts and the last delivery stay as they are. */
  update(before: SourceRecord, after: SourceRecord): Statement;
  /** Remembers a delivery: `new`, the same body again, or another body under a known id. */
  rememberDelivery(input: {
    source: string;
    webhookId: string;
    bodySha256: string;
    at: Date;
  }): Promise<"new" | "same" | "other">;
  forgetDelivery(source: string, webhookId: string): Promise<void>;
  countDelivery(name: string, input: { accepted: number; rejected: number; at: Date }): Promise<void>;
}

export interface ApiKeyStore {
  byTokenHash(tokenHash: string): Promise<KeyRecord | null>;
  byId(id: string): Promise<KeyRecord | null>;
  all(): Promise<KeyRecord[]>;
  insert(key: KeyRecord, tokenHash: string): Statement;
  /** A conflict where it was revoked before. */
  revoke(id: string, at: Date): Statement;
  touch(id: string, at: Date): Promise<void>;
}

export interface IdempotencyStore {
  find(scope: string, key: string): Promise<{ bodySha256: string; answer: string } | null>;
  insert(input: { scope: string; key: string; bodySha256: string; answer: string; at: Date }): Statement;
}

export interface Stores {
  cases: CaseStore;
  signals: SignalStore;
  requests: RequestStore;
  subjects: SubjectStore;
  unlinkedSubjects: UnlinkedSubjectStore;
  people: PersonStore;
  sessions: SessionStore;
  log: LogStore;
  audit: AuditStore;
  tree: TreeStore;
  logCheck: LogCheckStore;
  anchors: AnchorStore;
  keys: KeyStore;
  sources: SourceStore;
  apiKeys: ApiKeyStore;
  idempotency: IdempotencyStore;
  controls: ControlStore;
  governance: GovernanceStore;
  events: EventStore;
  detections: DetectionStore;
  personalData: PersonalDataStore;
  trust: TrustStore;
  profiles: ProfileStore;
  rails: GuardRailStore;
  webhooks: WebhookStore;
  ssf: SsfStore;
  /** Id of this installation, part of what encrypted texts are bound to. */
  installationId: string;
  /** All or nothing, in the order given. Throws `Conflict`. */
  commit(statements: Statement[]): Promise<void>;
  /** Takes the next number of a human key, in a step of its own: keys may have gaps. */
  nextNumber(of: "case" | "request"): Promise<number>;
  /** As many as wanted, ascending. */
  nextNumbers(of: "case" | "request", count: number): Promise<number[]>;
  close(): Promise<void>;
}
