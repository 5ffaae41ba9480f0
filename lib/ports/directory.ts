import type {
  Action,
  ActionAnswer,
  Credential,
  Exchange,
  ListResult,
  ReadFailureCode,
  ReadResult,
} from "#lib/domain/directory.ts";

/** What travels with an action so that the call can be found again on both sides. */
export interface Trace {
  workflowId: string;
  /** Human key of the request, `REQ-1042`. */
  requestKey: string;
  /** Number of the attempt, from 1. */
  attempt: number;
}

/** How one of the three credentials has been doing, for the settings page. Never holds a secret. */
export interface CredentialHealth {
  credential: Credential;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastFailure: { code: string; message: string } | null;
}

/** 1Password's Users API for one account. */
export interface Directory {
  /**
   * Reads one person from 1Password now. `credential` is the application that asks: pages use `look-up`, the executor
   * reads with the credential of its action. Concurrent reads of one person with one credential share one call.
   */
  readUser(input: { userId: string; credential: Credential; signal?: AbortSignal }): Promise<ReadResult>;
  /** Lists everybody, or everybody in one state. */
  listUsers(input: { filter?: "active" | "suspended"; signal?: AbortSignal }): Promise<ListResult>;
  /** Sees to it that a token for the action is at hand, so that nothing has to be fetched after the dispatch mark. */
  prepareAction(
    action: Action,
  ): Promise<{ ok: true } | { ok: false; code: ReadFailureCode; message: string; exchange: Exchange | null }>;
  /**
   * Sends `:suspend` or `:reactivate` once. No byte leaves after `leaveBy`: then the answer is `not_sent`, `too_late`.
   */
  act(input: { action: Action; userId: string; trace: Trace; leaveBy: Date }): Promise<ActionAnswer>;
  health(): CredentialHealth[];
  /** Tries the credential with a harmless read and says what was found. Used by Test in the settings. */
  testCredential(
    credential: Credential,
  ): Promise<{ ok: true; message: string } | { ok: false; code: string; message: string }>;
  /** Host of the Users API, and whether it is one of 1Password's own. */
  readonly host: { origin: string; isOnePassword: boolean; accountId: string; apiVersion: "v1" | "v1beta1" };
}
