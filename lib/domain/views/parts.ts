import type { Action, UserState } from "#lib/domain/directory.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import type { RequestStatus } from "#lib/domain/request.ts";
import type { Severity } from "#lib/domain/severity.ts";

/*
 * What screens show, as plain data that travels as JSON: times are RFC 3339 text, rights come with their reason.
 */

/** Whether the person looking may press a button, and the words beside it when not; the code where a refusal has one. */
export type Right = { allowed: true } | { allowed: false; why: string; code?: ErrorCode };

/** A person in 1Password as last known. `state` is what 1Password itself returned at `readAt`. */
export interface SubjectView {
  userId: string;
  email: string;
  name: string;
  state: UserState;
  readAt: string;
  /** No longer in the directory. */
  gone: boolean;
  /** When name and e-mail were erased; absent or null where they weren't. */
  erasedAt?: string | null;
}

/** An answer to "read this person now": the reading, or why there is none, with what was known before. */
export type LiveReading =
  | { ok: true; subject: SubjectView; warnings: string[] }
  | { ok: false; code: string; message: string; lastKnown: SubjectView | null };

export interface PersonView {
  id: string;
  name: string;
  email: string;
}

export interface RequestSummary {
  key: string;
  action: Action;
  status: RequestStatus;
}

export interface CaseSummary {
  key: string;
  title: string;
  severity: Severity;
  status: string;
  openedAt: string;
}
