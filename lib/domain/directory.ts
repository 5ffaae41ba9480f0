/**
 * What 1Password tells about its people, in the words of its Users API.
 *
 * Only three states exist here. `UNKNOWN` stands for everything that is not exactly `ACTIVE` or `SUSPENDED`:
 * a person who could not be read, an unspecified state, a state that 1Password may add some day. Guessing between
 * the two live states is the one mistake that this product may never make.
 */
export type UserState = "ACTIVE" | "SUSPENDED" | "UNKNOWN";

/** The two changes that exist. Nothing else ever changes a person's state. */
export type Action = "suspend" | "reactivate";

export const actions = ["suspend", "reactivate"] as const satisfies readonly Action[];

/** The state that an action is meant to bring about. */
export const wantedState = { suspend: "SUSPENDED", reactivate: "ACTIVE" } as const satisfies Record<
  Action,
  UserState
>;

/** The state from which an action is meant to start. */
export const startingState = { suspend: "ACTIVE", reactivate: "SUSPENDED" } as const satisfies Record<
  Action,
  UserState
>;

/** One HTTP exchange with 1Password as it may be shown and kept: no headers, no bodies, no tokens. */
export interface Exchange {
  method: "GET" | "POST";
  /** Path without host, e.g. `/v1/accounts/…/users/…:suspend`. */
  path: string;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** The answer's request id header, when there was one. */
  requestId: string | null;
  /** Milliseconds from the start of the call to its end, retries included. */
  ms: number;
}

/** A person as 1Password returned them, with the moment at which that was known. */
export interface UserReading {
  userId: string;
  email: string;
  name: string;
  state: UserState;
  /** The word that 1Password sent, kept because `UNKNOWN` hides it. */
  rawState: string;
  /** When the answer had arrived, by our clock. */
  readAt: Date;
}

export type ReadFailureCode =
  | "unreachable"
  | "timed_out"
  | "credentials_rejected"
  | "forbidden"
  | "user_not_found"
  | "route_not_found"
  | "rate_limited"
  | "redirect_refused"
  | "invalid_answer"
  | "invalid_id"
  | "rejected"
  | "server_error";

export type ReadResult =
  | {
      ok: true;
      user: UserReading;
      /** When the call that answered began, by our clock: whatever landed before it is in the answer. */
      askedAt: Date;
      exchange: Exchange;
      warnings: string[];
    }
  | { ok: false; code: ReadFailureCode; message: string; exchange: Exchange | null };

/** A whole listing or none of it: a listing that broke off on page n is a failure. */
export type ListResult =
  | { ok: true; users: UserReading[]; readAt: Date; pages: number }
  | { ok: false; code: ReadFailureCode; message: string; exchange: Exchange | null };

export type RefusalBy1Password =
  | "last_owner"
  | "forbidden"
  | "user_not_found"
  | "route_not_found"
  | "invalid_request"
  | "rejected";

/**
 * What is known after a `:suspend` or `:reactivate`.
 *
 * - `answered`: 200 with the right person in the wanted state. The caller still reads again.
 * - `refused`: certainly no effect, final.
 * - `not_sent`: certainly no effect, may be tried again after `retryAfterMs` (null: the caller's own wait).
 * - `uncertain`: something was sent, and nobody can say what became of it. Never re-sent by the client.
 */
export type ActionAnswer =
  | { kind: "answered"; user: UserReading; exchange: Exchange }
  | { kind: "refused"; code: RefusalBy1Password; message: string; exchange: Exchange }
  | {
      kind: "not_sent";
      code: "unreachable" | "credentials_rejected" | "rate_limited" | "too_late" | "invalid_id";
      message: string;
      retryAfterMs: number | null;
      exchange: Exchange | null;
    }
  | { kind: "uncertain"; code: string; message: string; exchange: Exchange };

/** Which of the three OAuth applications a call is made with. They are never mixed. */
export type Credential = "look-up" | Action;
