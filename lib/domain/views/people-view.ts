import { z } from "zod";
import type { IdentityClass } from "#lib/domain/identity-class.ts";
import type { PersonRow } from "#lib/domain/people-file.ts";
import type { Right } from "./parts.ts";

const FieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** What a file would change, or did; or what is wrong with it. */
export const PeopleFileAnswer = z.object({
  errors: z.array(z.object({ line: z.int(), field: z.string().nullable(), problem: z.string() })),
  changes: z.array(
    z.object({
      line: z.int().nullable(),
      email: z.string(),
      kind: z.enum(["added", "changed", "removed"]),
      fields: z.array(FieldChange),
    }),
  ),
  same: z.int(),
  digest: z.string(),
  /** Null: a preview. */
  applied: z.object({ added: z.int(), changed: z.int(), removed: z.int() }).nullable(),
});
export type PeopleFileAnswer = z.infer<typeof PeopleFileAnswer>;

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
