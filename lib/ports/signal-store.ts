import type { JoinKey, JoinRule } from "#lib/domain/join.ts";
import type { SignalRepeat } from "./correlation-records.ts";
import type { DeliverySignature } from "#lib/domain/signal.ts";
import type { Page } from "./page.ts";
import type { DeadLetterRecord, SignalRecord } from "./records.ts";
import type { Statement } from "./statement.ts";

export interface SignalPlace {
  caseId: string | null;
  workflowId: string | null;
  subjectId: string | null;
  joinRule: JoinRule;
  joinKey: JoinKey;
  viaSubjectId?: string | null;
}

export interface SignalStore {
  byId(id: string): Promise<SignalRecord | null>;
  byNativeId(source: string, nativeId: string): Promise<SignalRecord | null>;
  byFingerprint(fingerprint: string, since: Date): Promise<SignalRecord | null>;
  /** By the ids under which they are kept. */
  byNativeIds(source: string, nativeIds: readonly string[]): Promise<Map<string, SignalRecord>>;
  /** The newest of each since then. */
  byFingerprints(fingerprints: readonly string[], since: Date): Promise<Map<string, SignalRecord>>;
  /** Kept with their subject because no case was open, newest first. */
  keptWith(subjectId: string, limit: number): Promise<SignalRecord[]>;
  /** Everything about one subject: in its cases, and kept with it. */
  idsOfSubject(subjectId: string): Promise<{ id: string; caseId: string | null }[]>;
  /** Those of a subject that came under another one that was linked to it. */
  idsVia(viaSubjectId: string): Promise<{ id: string; caseId: string | null }[]>;
  ofCase(caseId: string, limit: number): Promise<SignalRecord[]>;
  /** Cases that hold a signal with this sender's alert id. */
  unlinked(limit: number): Promise<SignalRecord[]>;
  unlinkedCount(): Promise<number>;
  /** The body as it came; null where it was deleted or erased. */
  raw(id: string): Promise<Uint8Array | null>;
  insert(record: SignalRecord, raw: Uint8Array): Statement;
  insertAll(signals: readonly { record: SignalRecord; raw: Uint8Array }[]): Statement[];
  /** Counts repeats; those that came with bytes of their own are kept. */
  countRepeats(id: string, input: { times: number; at: Date }): Statement;
  insertRepeats(repeats: readonly SignalRepeat[]): Statement[];
  /** Which signals these ids were repeats of. */
  repeated(source: string, nativeIds: readonly string[]): Promise<Map<string, SignalRecord>>;
  link(
    id: string,
    to: { caseId: string; workflowId: string; subjectId: string; joinRule: JoinRule; joinKey: JoinKey },
  ): Statement;
  /** Moves signals, guarded by the place where they were found; what isn't named stays as it is. */
  follow(ids: readonly string[], from: { caseId: string | null }, to: Partial<SignalPlace>): Statement[];
  insertDeadLetter(input: {
    id: string;
    source: string;
    receivedAt: Date;
    reason: string;
    /** `signed` where nothing is said. */
    signature?: DeliverySignature;
    raw: Uint8Array;
  }): Statement;
  deadLetterCount(): Promise<number>;
  /** The newest first; of one source, or of all. */
  deadLetters(input: {
    source: string | null;
    limit: number;
    cursor: string | null;
  }): Promise<Page<DeadLetterRecord>>;
  deadLettersBySource(): Promise<ReadonlyMap<string, number>>;
  deadLetter(id: string): Promise<(DeadLetterRecord & { raw: Uint8Array }) | null>;
  /** A conflict when somebody else took it away. */
  deleteDeadLetter(id: string): Statement;
}
