import type { OutgoingType, TargetKind } from "#lib/domain/outgoing-types.ts";

export interface WebhookTargetView {
  id: string;
  name: string;
  kind: TargetKind;
  /** Scheme and host. */
  place: string;
  events: OutgoingType[];
  enabled: boolean;
  privateHost: boolean;
  lastDeliveredAt: string | null;
  lastError: string | null;
}

export interface WebhooksView {
  targets: WebhookTargetView[];
  waiting: number;
  dead: number;
  /** The newest of those that were given up. */
  deadLetters: {
    id: string;
    target: string;
    type: OutgoingType;
    /** Key of the request or case. */
    about: string;
    createdAt: string;
    attempts: number;
    lastError: string | null;
  }[];
}
