import type { IdentityClass } from "#lib/domain/identity-class.ts";
import type { PersonRow } from "#lib/domain/people-file.ts";
import type { Statement } from "./statement.ts";

/** What a people file said last about somebody. */
export interface ProfileRecord extends PersonRow {
  /** Where it came from, in words. */
  source: string;
  importedAt: Date;
}

/** That somebody's class was set or taken back, by hand or by a file. */
export interface ClassChangeRecord {
  id: string;
  /** Of a change by hand: 1Password's id. */
  subjectId: string | null;
  /** Of a change by a file: the e-mail as it is compared. */
  emailKey: string | null;
  by: "person" | "file";
  /** Null: taken back. */
  identityClass: IdentityClass | null;
  reason: string | null;
  byPersonId: string | null;
  source: string | null;
  at: Date;
}

/** Somebody whose suspension needs more than usual. */
export interface ProtectedRecord {
  id: string;
  subjectId: string;
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

export interface ProfileStore {
  /** By e-mail or by alias; compared as `emailKey` does. */
  find(email: string): Promise<ProfileRecord | null>;
  all(): Promise<ProfileRecord[]>;
  page(input: { afterEmailKey: string | null; limit: number }): Promise<ProfileRecord[]>;
  count(): Promise<number>;
  /** The e-mail to which this alias belongs, or null where it is nobody's alias. */
  ownerOfAlias(alias: string): Promise<string | null>;
  /** E-mails, as they are compared, of people of the directory, out of these. */
  inDirectory(emailKeys: string[]): Promise<string[]>;
  /** Takes these people's rows out and writes those; `removed` as they are compared. */
  replace(input: { removed: string[]; written: ProfileRecord[] }): Statement[];
  insertClassChanges(records: ClassChangeRecord[]): Statement[];
  /** Newest first: by hand on this person, or by a file on this e-mail. */
  classChanges(input: {
    subjectId: string;
    emailKey: string | null;
    limit: number;
  }): Promise<ClassChangeRecord[]>;
  /** The newest by hand, or null where nobody ever said anything. */
  classByHand(subjectId: string): Promise<ClassChangeRecord | null>;
  protectedMark(subjectId: string): Promise<ProtectedRecord | null>;
  /** All that stand, newest first. */
  protectedMarks(limit: number): Promise<ProtectedRecord[]>;
  insertProtected(record: ProtectedRecord): Statement;
  /** Guarded by `before.version`. */
  updateProtected(before: ProtectedRecord, after: ProtectedRecord): Statement;
}
