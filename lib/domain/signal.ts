import { z } from "zod";
import { Severity } from "./severity.ts";
import { SignalKind } from "./signal-kind.ts";

/** Whose shape an event had. `report`: a person filed it. `console`: a detection or check of our own. */
export const signalFormats = [
  "generic",
  "onepassword.signin",
  "onepassword.audit",
  "onepassword.item_usage",
  "okta",
  "entra",
  "sentinel",
  "defender",
  "duo",
  "push",
  "panther",
  "elastic",
  "ocsf",
  "caep",
  "cloudevents",
  "report",
  "console",
] as const;

/**
 * A vendor's event in our words. What isn't in the event is null, never invented; `severityAssumed` and `timeAssumed`
 * say where a default stands. Nothing in it is ever executed, fetched or rendered as markup.
 */
export const Signal = z.object({
  format: z.enum(signalFormats),
  /** The sender's own id of the event; with the source it tells duplicates. */
  nativeId: z.string().max(300).nullable(),
  /** The sender's mark of a further state of the same event; null where it has none. */
  revision: z.string().max(300).nullable(),
  /** The sender's id of the alert as people know it there, kept for the search. */
  alertId: z.string().max(300).nullable(),
  ruleId: z.string().max(300).nullable(),
  title: z.string().min(1).max(300),
  kind: SignalKind,
  /** Worth knowing about the person: joins an open case, opens none. */
  context: z.boolean(),
  severity: Severity,
  severityAssumed: z.boolean(),
  /** 0–100; null is "not stated" and satisfies no threshold. */
  confidence: z.int().min(0).max(100).nullable(),
  subject: z.object({
    onepasswordId: z.string().max(200).nullable(),
    email: z.string().max(320).nullable(),
    /** Id at an identity provider, with its name: `okta:00u…`. */
    providerId: z.string().max(300).nullable(),
    username: z.string().max(300).nullable(),
    displayName: z.string().max(300).nullable(),
    /** Path in the event at which the subject was found. */
    foundAt: z.string().nullable(),
  }),
  /** Others whom the event names: who acted, on whom. Never a key. */
  related: z.array(z.string().max(320)).max(20),
  time: z.date(),
  /** The time as the event says it, where it says one. */
  timeText: z.string().max(100).nullable(),
  timeAssumed: z.boolean(),
  ip: z.string().max(100).nullable(),
  attack: z.array(z.string().max(100)).max(50),
  url: z.string().max(2_000).nullable(),
  /** For how many minutes the sender itself takes alike events for one; absent: as long as the console does. */
  dedupMinutes: z.int().min(1).max(10_080).nullish(),
  /** A sentence or two of the sender's, shown as plain text. */
  description: z.string().max(4_000).nullable(),
});
export type Signal = z.infer<typeof Signal>;

/** What a reader starts from: nothing was said. */
export const nothingSaid = {
  nativeId: null,
  revision: null,
  alertId: null,
  ruleId: null,
  kind: "other",
  context: false,
  confidence: null,
  related: [],
  timeText: null,
  ip: null,
  attack: [],
  url: null,
  description: null,
} satisfies Partial<Signal>;

/** A subject of whom nothing is known. */
export const nobody: Signal["subject"] = {
  onepasswordId: null,
  email: null,
  providerId: null,
  username: null,
  displayName: null,
  foundAt: null,
};

/** What came around the event: who sent it, how it was checked, and the bytes themselves. */
export interface Delivery {
  source: string;
  receivedAt: Date;
  traceparent: string | null;
  /**
   * `signed`: the Standard Webhooks signature fits. `unsigned`: a key in a fixed header, where the source allows it.
   * `read`: fetched by the console itself. `reported`: a person filed it.
   */
  signature: DeliverySignature;
  raw: Uint8Array;
}

export const deliverySignatures = ["signed", "unsigned", "read", "reported"] as const;
export type DeliverySignature = (typeof deliverySignatures)[number];
