import { z } from "zod";
import { Severity } from "./severity.ts";

/**
 * A vendor's event in our words. What isn't in the event is null, never invented; `severityAssumed` and `timeAssumed`
 * say where a default stands. Nothing in it is ever executed, fetched or rendered as markup.
 */
export const Signal = z.object({
  format: z.enum(["generic", "onepassword.signin", "report"]),
  /** The sender's own id of the event; with the source it tells duplicates. */
  nativeId: z.string().max(300).nullable(),
  /** The sender's id of the alert as people know it there, kept for the search. */
  alertId: z.string().max(300).nullable(),
  ruleId: z.string().max(300).nullable(),
  title: z.string().min(1).max(300),
  severity: Severity,
  severityAssumed: z.boolean(),
  /** 0–100; null is "not stated" and satisfies no threshold. */
  confidence: z.int().min(0).max(100).nullable(),
  subject: z.object({
    onepasswordId: z.string().max(200).nullable(),
    email: z.string().max(320).nullable(),
    username: z.string().max(300).nullable(),
    displayName: z.string().max(300).nullable(),
    /** Path in the event at which the subject was found. */
    foundAt: z.string().nullable(),
  }),
  time: z.date(),
  timeAssumed: z.boolean(),
  ip: z.string().max(100).nullable(),
  attack: z.array(z.string().max(100)).max(50),
  url: z.string().max(2_000).nullable(),
  /** A sentence or two of the sender's, shown as plain text. */
  description: z.string().max(4_000).nullable(),
});
export type Signal = z.infer<typeof Signal>;

/** What came around the event: who sent it, how it was checked, and the bytes themselves. */
export interface Delivery {
  source: string;
  receivedAt: Date;
  traceparent: string | null;
  /** `signed`: the Standard Webhooks signature fits. `reported`: a person filed it. */
  signature: "signed" | "reported";
  raw: Uint8Array;
}
