import type { ErasureGround } from "#lib/domain/personal-data.ts";
import type { Statement } from "./statement.ts";

/** An erasure that somebody asked for. */
export interface ErasureRecord {
  id: string;
  /** `subject`: somebody of the 1Password account; `person`: a former member of the team. */
  kind: "subject" | "person";
  accountId: string;
  /** 1Password's user id, or the id of the person. */
  subjectRef: string;
  status: "asked" | "done" | "withdrawn" | "refused" | "expired";
  ground: ErasureGround;
  /** Blank once it is done. */
  reason: string;
  askedByPersonId: string | null;
  askedAt: Date;
  expiresAt: Date;
  /** Who confirmed, refused or withdrew it. */
  decidedByPersonId: string | null;
  decidedAt: Date | null;
  /** JSON of an `ErasureReceipt`. */
  receipt: string | null;
  version: number;
}

/** What must not be deleted. */
export interface LegalHoldRecord {
  id: string;
  subjectId: string;
  /** Null: everything about the person. */
  caseKey: string | null;
  reason: string;
  setByPersonId: string;
  setAt: Date;
  endAskedByPersonId: string | null;
  endAskedAt: Date | null;
  endReason: string | null;
  endedByPersonId: string | null;
  endedAt: Date | null;
  version: number;
}

/** Why somebody's data can't be erased now. */
export interface ErasureObstacles {
  openCases: string[];
  openRequests: string[];
  /** Holds that stand over the person, or over somebody whose signal came in the same body. */
  holds: LegalHoldRecord[];
}

export type BlankTexts = { title?: string } & Partial<
  Record<"description" | "alertId" | "nativeId" | "url", null>
>;

/** All that is known of somebody, to be erased and counted. */
export interface ErasureScope {
  caseKeys: string[];
  workflowIds: string[];
  requestKeys: string[];
  /** Outcomes of the requests as they are to read afterwards, JSON. */
  outcomes: { requestId: string; erased: string }[];
  /** Signals that name them, linked or not. */
  signalIds: string[];
  /** Signals about others that came in the same body: they lose it, and those of their texts that name this person. */
  sharedSignals: { id: string; blank: BlankTexts }[];
  /** Words of other persons' cases that are parts of this one's address. */
  sharedTerms: { caseId: string; term: string }[];
  /** Events that were taken for repeats of theirs, or that name them. */
  repeatIds: string[];
  /** Subjects of their own that turned out to be this person. */
  ownSubjectIds: string[];
  deadLetterIds: string[];
  noteIds: string[];
  /** Rows of the people file about them. */
  profileKeys: string[];
  /** Keys to destroy: theirs, and those of signals that were unlinked once. */
  keys: { kid: string; holder: string }[];
  votes: number;
  notices: number;
  /** Events of 1Password that name them. */
  accountEvents: number;
}

/** Bodies of a case, or calls of a request, whose time is over. */
export interface DueCase {
  caseKey: string;
  subjectId: string;
  workflowId: string;
  accountId: string;
  items: { id: string; digest: string }[];
}

export interface DueUnlinked {
  id: string;
  digest: string;
  /** The key of its text in the log; null where it has none of its own. */
  kid: string | null;
}

export interface PersonalDataStore {
  erasure(id: string): Promise<ErasureRecord | null>;
  /** Of one person, newest first. */
  erasuresOf(kind: ErasureRecord["kind"], subjectRef: string): Promise<ErasureRecord[]>;
  /** Newest first: all that wait, and the newest that are over. */
  erasures(limit: number): Promise<ErasureRecord[]>;
  insertErasure(record: ErasureRecord): Statement;
  /** Guarded by `before.version`. */
  updateErasure(before: ErasureRecord, after: ErasureRecord): Statement;

  hold(id: string): Promise<LegalHoldRecord | null>;
  /** Those that stand, newest first; of one person or of all. */
  standingHolds(subjectId?: string): Promise<LegalHoldRecord[]>;
  insertHold(record: LegalHoldRecord): Statement;
  /** Guarded by `before.version`. */
  updateHold(before: LegalHoldRecord, after: LegalHoldRecord): Statement;

  /** Takes the person's row: whoever else writes about them waits for this commit, or makes it a conflict. */
  lockSubject(userId: string): Statement;
  /** A conflict unless the person is as erased as they were when they were read. */
  requireErasedAt(userId: string, erasedAt: Date | null): Statement;
  /** A conflict while a case or a request of the person is open or a hold stands. After `lockSubject`. */
  requireErasable(userId: string): Statement;
  /** A conflict while the case is open or a hold stands over it. After `lockSubject`. */
  requireDeletable(userId: string, caseKey: string): Statement;

  subjectObstacles(userId: string): Promise<ErasureObstacles>;
  /** `linkedOnly` leaves out what names the person in signals of others, or of nobody, and in dead letters. */
  subjectScope(
    subject: { accountId: string; userId: string; email: string; name: string },
    options?: { linkedOnly: boolean },
  ): Promise<ErasureScope>;
  /** Destroys the keys and blanks every text. The directory's row too, unless it is to stay. */
  eraseSubject(input: {
    userId: string;
    email: string;
    scope: ErasureScope;
    at: Date;
    keepsDirectory: boolean;
  }): Statement[];

  /** Open requests that a person of the team asked for, or voted on and that aren't sent. */
  personObstacles(accountIds: string[]): Promise<{ openRequests: string[] }>;
  personScope(accountIds: string[], names: string[]): Promise<PersonScope>;
  erasePerson(input: { accountIds: string[]; names: string[]; scope: PersonScope; at: Date }): Statement[];

  /** Closed cases with raw bodies, or call details, older than that and under no hold. */
  casesWithDueBodies(closedBefore: Date, limit: number): Promise<DueCase[]>;
  deleteBodies(signalIds: string[], at: Date): Statement[];
  casesWithDueCalls(closedBefore: Date, limit: number): Promise<DueCase[]>;
  deleteCallDetails(requestIds: string[]): Statement[];
  /** Signals linked to nobody and dead letters that came before that. */
  dueUnlinked(before: Date, limit: number): Promise<DueUnlinked[]>;
  /** Destroys the keys of their texts in the log as well. */
  deleteUnlinkedTexts(signals: DueUnlinked[], at: Date): Statement[];
  dueDeadLetters(before: Date, limit: number): Promise<{ id: string; digest: string }[]>;
  /** Rows of the people file, older than that, of people who aren't in the directory. */
  dueProfiles(before: Date, limit: number): Promise<{ id: string; digest: string }[]>;
  deleteProfiles(emailKeys: string[]): Statement[];
  deleteDeadLetters(ids: string[]): Statement[];
  /** Persons of the account with a key whose newest case was closed before that, under no hold. */
  subjectsWithDueKeys(closedBefore: Date, limit: number): Promise<{ accountId: string; userId: string }[]>;

  /** Removes what deleted rows left in the database's files. False while somebody else's reading stands in the way. */
  sweepTraces(): Promise<boolean>;
}

/** What is known of a former member of the team, to be erased and counted. */
export interface PersonScope {
  sessions: number;
  identities: number;
  notices: number;
  links: number;
  /** Identities with what stands in their place afterwards. */
  hashes: { iss: string; sub: string; erased: string }[];
  keys: { kid: string; holder: string }[];
}
