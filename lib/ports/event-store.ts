import type { EventStream, EventsMode, EventsToken } from "#lib/domain/account-event.ts";
import type { Action } from "#lib/domain/directory.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import type { Statement } from "./statement.ts";

/** Something that 1Password's Events API told, as it told it. */
export interface AccountEvent {
  stream: EventStream;
  /** 1Password's own id; with the stream it tells duplicates. */
  uuid: string;
  at: Date;
  receivedAt: Date;
  /** 1Password's id of whom it is about; null where it says none. */
  userId: string | null;
  body: JsonObject;
  /** From before polling was set up: no detection and no witness starts from it. */
  baseline: boolean;
}

/** How far a stream was read, and how that goes. */
export interface EventCursor {
  stream: EventStream;
  mode: EventsMode;
  /** 1Password's; null before the first page, and after it was refused. */
  cursor: string | null;
  /** When polling was set up: events from before are baseline. */
  startedAt: Date;
  caughtUpAt: Date | null;
  lastSuccessAt: Date | null;
  /** Time of the newest event that was kept. */
  lastEventAt: Date | null;
  /** In words for an administrator; null while all is well. */
  lastError: string | null;
  lastErrorAt: Date | null;
  token: EventsToken | null;
  version: number;
}

export interface HistoryLook {
  stream: EventStream;
  userId: string;
  /** `subject`: whom it is about. `actor`: who did it, for audit events. */
  as: "subject" | "actor";
  from: Date;
  to: Date;
  limit: number;
}

/** A suspension or reactivation that this console didn't make. */
export interface OutsideChange {
  userId: string;
  action: Action;
  /** 1, 2, 3 … for this person and action. */
  n: number;
  /** When it happened, as far as that is known. */
  earliestAt: Date;
  latestAt: Date;
  /** The audit event that tells of it; null while only the list of suspended people did. */
  eventUuid: string | null;
  foundAt: Date;
  filed: boolean;
}

export interface EventStore {
  cursors(): Promise<EventCursor[]>;
  cursor(stream: EventStream): Promise<EventCursor | null>;
  insertCursor(cursor: EventCursor): Statement;
  /** Guarded by `before.version`: of several processes one moves it. */
  updateCursor(before: EventCursor, after: EventCursor): Statement;
  /** Keeps the events that aren't there yet, each once. Belongs into one commit with the cursor behind them. */
  insert(events: readonly AccountEvent[]): Statement[];
  /** Those that detections and the witness haven't had, oldest first. A crash loses none of them. */
  pending(limit: number): Promise<AccountEvent[]>;
  markHandled(events: readonly AccountEvent[]): Statement[];
  /** About one person, at `since` or later, oldest first; baseline too. */
  ofUser(userId: string, since: Date): Promise<AccountEvent[]>;
  /** Of one stream, from `since` until before `until`, oldest first; baseline too. */
  between(stream: EventStream, since: Date, until: Date): Promise<AccountEvent[]>;
  /** Of one stream, about or by one person, both ends included; of more than the limit the newest. Baseline too. */
  history(look: HistoryLook): Promise<AccountEvent[]>;
  /** Of one person and action, oldest number first. */
  outsideChanges(userId: string, action: Action): Promise<OutsideChange[]>;
  /** Whose signal isn't filed yet. */
  unfiledChanges(limit: number): Promise<OutsideChange[]>;
  /** A conflict where the number is taken. */
  insertChange(change: OutsideChange): Statement;
  /** Ties the event to a change that has none: a conflict where it has one by now. */
  tieChange(change: OutsideChange, eventUuid: string): Statement;
  markFiled(change: OutsideChange): Statement;
  /** Older than that and not about somebody under a legal hold, oldest first. `digest`: SHA-256 of the body. */
  due(before: Date, limit: number): Promise<{ stream: EventStream; uuid: string; digest: string }[]>;
  delete(events: readonly { stream: EventStream; uuid: string }[]): Statement[];
}
