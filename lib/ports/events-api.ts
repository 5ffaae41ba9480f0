import type { EventStream, EventsToken } from "#lib/domain/account-event.ts";
import type { AccountEvent } from "./event-store.ts";

/** Why the Events API gave no page. Whatever isn't named here is `unavailable`, and tried again. */
export interface EventsFailure {
  ok: false;
  code: "unauthorized" | "cursor_refused" | "rate_limited" | "invalid_answer" | "unavailable";
  /** For an administrator; holds no token. */
  message: string;
  /** When 1Password wants to be asked again; null where it didn't say. */
  retryAfterMs: number | null;
}

/** An event as it came; when and whether it is baseline is the poller's to say. */
export type FetchedEvent = Pick<AccountEvent, "uuid" | "userId" | "body"> & {
  /** Null: it says no time that could be read. */
  at: Date | null;
};

export type EventsPage =
  | { ok: true; events: FetchedEvent[]; cursor: string; hasMore: boolean }
  | EventsFailure;

/** Where a page begins: at a cursor, or at a time. */
export type EventsPlace = { cursor: string } | { startTime: Date };

/** 1Password's Events API. The methods never reject for anything that 1Password or the network does. */
export interface EventsApi {
  /** Which account and which streams the token is for. */
  introspect(): Promise<{ ok: true; token: EventsToken } | EventsFailure>;
  page(stream: EventStream, place: EventsPlace): Promise<EventsPage>;
}
