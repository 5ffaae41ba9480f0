import { z } from "zod";

/**
 * What is answered before a reactivation is asked for: reactivating brings access back, not safety. The answers are
 * part of the digest, so the approver decides on exactly them.
 */
export const Checklist = z.strictObject({
  /** Whether the person was verified by a channel other than the suspected account; `no` is shown to the approver. */
  personVerified: z.enum(["yes", "no"]),
  /** How: a call back to a known number, seen in person, … */
  how: z.string().max(300),
  /** Whether credentials that this person knew stand in code, configuration or pipelines. */
  credentials: z.enum(["none_known", "listed", "not_checked"]),
});
export type Checklist = z.infer<typeof Checklist>;

/** Nobody verified anything: what is assumed where nothing was answered. */
export const unanswered: Checklist = { personVerified: "no", how: "", credentials: "not_checked" };
