import type { IdentityClass } from "#lib/domain/identity-class.ts";
import type { PersonRow } from "#lib/domain/people-file.ts";
import type { Right } from "./parts.ts";

/** What a file would change, or did; or what is wrong with it. */
export interface PeopleFileAnswer {
  errors: { line: number; field: string | null; problem: string }[];
  changes: {
    /** Null for somebody who is taken out. */
    line: number | null;
    email: string;
    kind: "added" | "changed" | "removed";
    fields: { field: string; before: string | null; after: string | null }[];
  }[];
  same: number;
  digest: string;
  /** Null: a preview. */
  applied: { added: number; changed: number; removed: number } | null;
}

/** A row of the people file, with where it came from and whom of the directory it is about. */
export interface ProfileView extends PersonRow {
  source: string;
  importedAt: string;
  /** Null where nobody of the directory has the e-mail. */
  userId: string | null;
}

export interface PeoplePageView {
  items: ProfileView[];
  total: number;
  nextCursor: string | null;
  rules: { identityClass: IdentityClass; email: string | null; department: string | null }[];
  protectedPeople: { userId: string; name: string; email: string; since: string }[];
  mayChange: boolean;
}

/** What whoever asks or decides has to know of an identity. */
export interface IdentityNote {
  identityClass: IdentityClass;
  by: "person" | "file" | "rule" | "default";
  isProtected: boolean;
  advice: string | null;
  /** What a file said, with where it came from; null where none speaks of the person. */
  profile: Omit<ProfileView, "userId"> | null;
}

/** The same with its history, and what the reader may do. */
export interface IdentityView extends IdentityNote {
  userId: string;
  protection: {
    by: string;
    since: string;
    reason: string;
    endAsked: { by: string; reason: string; at: string } | null;
  } | null;
  /** Newest first. */
  history: {
    id: string;
    at: string;
    /** Null: taken back. */
    identityClass: IdentityClass | null;
    /** Who, or which file. */
    by: string;
    reason: string | null;
  }[];
  rights: { setClass: Right; protect: Right; unprotect: Right; keep: Right };
}
