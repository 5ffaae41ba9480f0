import type { SubjectForm } from "#lib/domain/ssf-stream.ts";
import type { Statement } from "./statement.ts";

/** A source's stream of security event tokens (SETs), pushed by one transmitter. */
export interface SsfStreamRecord {
  /** Name of the source, and of the stream. */
  source: string;
  /** What `iss` of each token has to be. */
  issuer: string;
  /** What `aud` of each token has to be or to hold. */
  audience: string;
  /** Where the transmitter publishes its keys. */
  jwksUrl: string;
  /** The host of `jwksUrl` was allowed by name to lie in a private network. */
  privateHost: boolean;
  subjectForm: SubjectForm;
  setByPersonId: string;
  setAt: Date;
  /** Null while the stream is taken. */
  removedAt: Date | null;
  /** When a token was last taken, of whatever kind. */
  lastSetAt: Date | null;
  lastVerificationAt: Date | null;
  version: number;
}

export interface SsfStore {
  /** Removed ones too: their row is used again. */
  bySource(source: string): Promise<SsfStreamRecord | null>;
  /** Those that are taken, by name. */
  inUse(): Promise<SsfStreamRecord[]>;
  insert(record: SsfStreamRecord): Statement;
  /** Guarded by `before.version`, which grows. */
  update(before: SsfStreamRecord, after: SsfStreamRecord): Statement;
  /** Notes that a token came; `verified` where it was the transmitter's verification. */
  noteToken(source: string, token: { at: Date; verified: boolean }): Promise<void>;
}
