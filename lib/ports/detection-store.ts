import type { EventStream } from "#lib/domain/account-event.ts";
import type { JsonObject } from "#lib/domain/json.ts";
import type { Statement } from "./statement.ts";

export interface FindingRecord {
  /** Source, rule and the event that completes it: the same finding has the same one. */
  id: string;
  source: string;
  ruleId: string;
  /** SHA-256, hex, of what counts as the same again. */
  repeatKey: string;
  /** The event's time. */
  at: Date;
  signalId: string;
}

/** An event of 1Password's that a source sent. */
export interface SentEvent {
  source: string;
  stream: EventStream;
  uuid: string;
  at: Date;
  receivedAt: Date;
  /** 1Password's id, or else the e-mail, of whom it is about. */
  userKey: string | null;
  /** The same of who did it, for audit events. */
  actorKey: string | null;
  body: JsonObject;
}

export interface DetectionStore {
  /** Times of the findings with this key, both ends included. */
  found(input: { ruleId: string; repeatKey: string; from: Date; to: Date }): Promise<Date[]>;
  has(id: string): Promise<boolean>;
  /** Keeps a finding; one that is there already stays as it is. */
  keep(finding: FindingRecord): Statement;
  /** Forgets what is too old to be anything's repetition or to be counted. */
  forget(before: Date): Statement;
  /** Keeps an event that was sent; one that is there already stays as it is. */
  keepSent(event: SentEvent): Statement;
  /** What this source sent about or by somebody, both ends included; of more than the limit the newest. */
  sent(look: {
    source: string;
    stream: EventStream;
    key: string;
    as: "subject" | "actor";
    from: Date;
    to: Date;
    limit: number;
  }): Promise<SentEvent[]>;
  /** Forgets what was received before. */
  forgetSent(before: Date): Statement;
  /** How many there are of each rule since then. */
  counts(since: Date): Promise<Map<string, number>>;
}
