import { z } from "zod";
import { Checklist } from "./checklist.ts";

/**
 * Exactly what the approver sees and the executor does. Its canonical bytes are stored with the request; their
 * SHA-256 is the digest that every vote carries and that the executor computes again before it sends.
 * Field names and their meaning never change within a version: stored digests depend on them.
 */
export const RequestPayload = z.strictObject({
  v: z.literal(1),
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
  /** Ids of the signals that the requester named as the cause. */
  causes: z.array(z.string()),
  policy: z.strictObject({ id: z.string(), version: z.int(), rule: z.string(), approvers: z.int() }),
  reason: z.string(),
  /** Answers of the reactivation checklist; null where none is asked for. */
  checklist: Checklist.nullable(),
  /** When the suspension has to be looked at again, RFC 3339; null where nothing was set. */
  reviewBy: z.string().nullable(),
});
export type RequestPayload = z.infer<typeof RequestPayload>;

/** Reads the stored bytes of a request back. They are ours, and were made from this schema. */
export function readPayload(bytes: Uint8Array): RequestPayload {
  return RequestPayload.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** The same, or null where the person's data was erased: the digest and the votes on it stay. */
export function readKeptPayload(bytes: Uint8Array): RequestPayload | null {
  return bytes.length === 0 ? null : readPayload(bytes);
}
