import { z } from "zod";
import { Checklist } from "./checklist.ts";
import { IdentityClass } from "./identity-class.ts";
import { NamedContact } from "./named-contact.ts";
import { NarrowerAnswer } from "./narrower-steps.ts";
import { SignalKind } from "./signal-kind.ts";

/*
 * Exactly what the approver sees and the executor does. Its canonical bytes are stored with the request; their
 * SHA-256 is the digest that every vote carries and that the executor computes again before it sends.
 * Field names and their meaning never change within a version: stored digests depend on them.
 */

const asked = {
  action: z.enum(["suspend", "reactivate"]),
  account: z.string(),
  user: z.strictObject({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    state: z.enum(["ACTIVE", "SUSPENDED", "UNKNOWN"]),
    readAt: z.string(),
  }),
  caseKey: z.string(),
  workflowId: z.string(),
  requestKey: z.string(),
  requesterPersonId: z.string(),
  reason: z.string(),
  /** Answers of the reactivation checklist; null where none is asked for. */
  checklist: Checklist.nullable(),
  /** When the suspension has to be looked at again, RFC 3339; null where nothing was set. */
  reviewBy: z.string().nullable(),
};

/** Requests that were made before causes were marked. They are read and checked for ever, and no longer made. */
const PayloadV1 = z.strictObject({
  ...asked,
  v: z.literal(1),
  /** Ids of the signals that the requester named as the cause. */
  causes: z.array(z.string()),
  policy: z.strictObject({ id: z.string(), version: z.int(), rule: z.string(), approvers: z.int() }),
});

/** A signal that the requester named as a cause, with all that the verdict took from it. */
export const PayloadCause = z.strictObject({
  id: z.string(),
  source: z.string(),
  kind: SignalKind,
  /** 0–100; null is *not stated*. */
  confidence: z.int().nullable(),
  /** Who stated it: the signal itself, or two people for its rule. */
  confidenceBy: z.enum(["signal", "rule"]).nullable(),
  onTrial: z.boolean(),
  validated: z.boolean(),
  how: z.string(),
});
export type PayloadCause = z.infer<typeof PayloadCause>;

const PayloadV2 = z.strictObject({
  ...asked,
  v: z.literal(2),
  causes: z.array(PayloadCause),
  singleOrigin: z.enum(["requester", "proposer"]).nullable(),
  /** A rehearsal on the designated test user. */
  drill: z.boolean(),
  /** Who proposed what the requester adopted, `key:ID` or a part of the product; null where a person asked. */
  proposedBy: z.string().nullable(),
  identity: z.strictObject({
    identityClass: IdentityClass,
    isProtected: z.boolean(),
    by: z.enum(["rule", "person", "file", "default"]),
  }),
  narrower: NarrowerAnswer,
  named: NamedContact.nullable(),
  /** The verdict: the rule that fired, why, and what it asked for. */
  policy: z.strictObject({
    id: z.string(),
    version: z.int(),
    rule: z.string(),
    why: z.string(),
    approvers: z.int(),
    narrowerStep: z.enum(["none", "asked"]),
    named: z.enum(["owner_or_partner"]).nullable(),
    outsidePolicy: z.boolean(),
  }),
});
export type PayloadV2 = z.infer<typeof PayloadV2>;

export const RequestPayload = z.discriminatedUnion("v", [PayloadV1, PayloadV2]);
export type RequestPayload = z.infer<typeof RequestPayload>;

/** Reads the stored bytes of a request back. They are ours, and were made from this schema. */
export function readPayload(bytes: Uint8Array): RequestPayload {
  return RequestPayload.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The same, or null where the person's data was erased: the digest and the votes on it stay. */
export function readKeptPayload(bytes: Uint8Array): RequestPayload | null {
  return bytes.length === 0 ? null : readPayload(bytes);
}

/** What was said of each cause; of a request of the first version nothing was. */
export function markedCauses(payload: RequestPayload): Pick<PayloadCause, "id" | "validated" | "how">[] {
  return payload.v === 1 ? payload.causes.map((id) => ({ id, validated: false, how: "" })) : payload.causes;
}
