import { z } from "zod";
import { IdentityClass } from "./identity-class.ts";
import { Severity } from "./severity.ts";
import { SignalKind } from "./signal-kind.ts";

/** Which stated confidences fit. `notStated`: one that nobody stated fits as well; it never satisfies a threshold. */
export const ConfidenceRange = z.object({
  /** Lowest that fits, 0–100, inclusive; absent: no lower end. */
  min: z.int().min(0).max(100).optional(),
  /** Highest that fits, 0–100, inclusive; absent: no upper end. */
  max: z.int().min(0).max(100).optional(),
  notStated: z.boolean().default(false),
});
export type ConfidenceRange = z.infer<typeof ConfidenceRange>;

/** What has to hold, all of it; what is absent holds for any. */
export const PolicyCondition = z.object({
  action: z.enum(["suspend", "reactivate"]).optional(),
  /** Whether the newest suspension of the person was carried out by this console. */
  suspendedByConsole: z.boolean().optional(),
  /** Severities of the case. */
  severities: z.array(Severity).optional(),
  /** What kind of identity it is about. */
  identityClasses: z.array(IdentityClass).optional(),
  /** Whether somebody declared the person protected. */
  protected: z.boolean().optional(),
  /** Kinds of which a cause has to be one. With `confidence` it has to be the same single cause: nothing is added up. */
  kinds: z.array(SignalKind).optional(),
  confidence: ConfidenceRange.optional(),
  /** `true`: every cause that was named is validated. `false`: one of them isn't. */
  validated: z.boolean().optional(),
});
export type PolicyCondition = z.infer<typeof PolicyCondition>;

/** What a rule says of the requests that it fits. Defaults stand for what rules of earlier versions didn't know. */
export const PolicyOutcome = z.object({
  permitted: z.boolean(),
  approvers: z.int().min(1),
  decideWithinMs: z.int().positive(),
  executeWithinMs: z.int().positive(),
  /** A decision needs a sign-in at most this old; null: as long as the session lives. */
  stepUpMaxAgeMs: z.int().positive().nullable(),
  /** When a suspension has to be looked at again, and the latest date that may be asked for. */
  reviewAfterMs: z.int().positive(),
  reviewWithinMs: z.int().positive(),
  /** `asked`: whether something narrower than a suspension was done is asked for, and shown where it isn't answered. */
  narrowerStep: z.enum(["none", "asked"]).default("none"),
  /** Somebody outside the console whom the request has to name: an owner, or the contact of a partner. */
  named: z.enum(["owner_or_partner"]).nullable().default(null),
  /** The policy foresees no request here; one that is made all the same is marked so. */
  outsidePolicy: z.boolean().default(false),
  /** Whether the policy proposes a request by itself. A person adopts it and a second one approves. */
  proposes: z.boolean().default(false),
});
export type PolicyOutcome = z.infer<typeof PolicyOutcome>;

/** One rule: for which requests, and what it asks of them. The first rule that fits decides. */
export const PolicyRule = z.object({
  id: z.string(),
  when: PolicyCondition.extend({
    /** At least one of these has to hold too. What one of them says takes the place of what is said beside it. */
    either: z.array(PolicyCondition).min(1).optional(),
  }),
  then: PolicyOutcome,
  why: z.string(),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

export const Policy = z.object({
  id: z.string(),
  version: z.int().positive(),
  name: z.string(),
  /** Team that answers for it; null where nobody said. */
  owner: z.string().max(200).nullable().default(null),
  /** Day on which it has to be looked at again, `YYYY-MM-DD`; null where none was set. */
  reviewBy: z.iso.date().nullable().default(null),
  rules: z.array(PolicyRule),
});
export type Policy = z.infer<typeof Policy>;
