import type { OutgoingEvent } from "#lib/domain/outgoing-event.ts";
import type { OutgoingType, TargetKind } from "#lib/domain/outgoing-types.ts";
import type { Statement } from "./statement.ts";

/** Where something is sent to by itself. */
export interface WebhookTargetRecord {
  id: string;
  name: string;
  kind: TargetKind;
  url: string;
  /** Scheme and host of `url`, which may be shown. */
  place: string;
  /** Null for a message, which carries no signature. */
  secret: string | null;
  events: OutgoingType[];
  enabled: boolean;
  /** Its host was allowed by name to lie in a private network. */
  privateHost: boolean;
  createdAt: Date;
  lastDeliveredAt: Date | null;
  lastError: string | null;
}

export interface WebhookDeliveryRecord {
  /** The `webhook-id`, the same with each try. */
  id: string;
  targetId: string;
  event: OutgoingEvent;
  createdAt: Date;
  attempts: number;
  nextTryAt: Date | null;
  lastError: string | null;
  deliveredAt: Date | null;
  /** When it was given up. */
  deadAt: Date | null;
}

export interface WebhookStore {
  /** Those that are not removed, by name. */
  targets(): Promise<WebhookTargetRecord[]>;
  targetById(id: string): Promise<WebhookTargetRecord | null>;
  /** Ids of the enabled targets that want events of this type. */
  interestedIn(type: OutgoingType): Promise<string[]>;
  insertTarget(record: WebhookTargetRecord): Statement;
  /** A conflict where it was removed. */
  updateTarget(id: string, change: { enabled: boolean; events: OutgoingType[] }): Statement;
  /** Forgets address and secret too, and gives up what still waits. */
  removeTarget(id: string, at: Date): Statement[];
  insertDelivery(record: Pick<WebhookDeliveryRecord, "id" | "targetId" | "event" | "createdAt">): Statement;
  delivery(id: string): Promise<WebhookDeliveryRecord | null>;
  due(targetId: string, now: Date, limit: number): Promise<WebhookDeliveryRecord[]>;
  /** False where somebody else sends it just now, or it was sent meanwhile. */
  takeTurn(id: string, now: Date, until: Date): Promise<boolean>;
  noteDelivered(delivery: WebhookDeliveryRecord, at: Date): Promise<void>;
  /** `nextTryAt` null gives it up at `at`. */
  noteFailure(
    delivery: WebhookDeliveryRecord,
    failure: { error: string; nextTryAt: Date | null; at: Date },
  ): Promise<void>;
  /** Of one target, or of all; newest first. */
  deadLetters(limit: number): Promise<WebhookDeliveryRecord[]>;
  /** Tries it again from now on. A conflict where it isn't a dead letter. */
  resend(id: string, now: Date): Statement;
  counts(): Promise<{ waiting: number; dead: number }>;
  /** Deletes what was delivered or given up before. */
  forgetBefore(delivered: Date, dead: Date): Promise<void>;
}
