import type { Action } from "#lib/domain/directory.ts";
import { type Checklist, unanswered } from "#lib/domain/checklist.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Verdict } from "#lib/domain/judge.ts";
import type { NamedContact } from "#lib/domain/named-contact.ts";
import type { NarrowerAnswer } from "#lib/domain/narrower-steps.ts";
import { newLifecycle } from "#lib/domain/new-lifecycle.ts";
import type { PayloadCause, PayloadV2 } from "#lib/domain/request-payload.ts";
import type { SingleOrigin } from "#lib/domain/single-origin.ts";
import { sealPayload } from "#lib/log/digest.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { IdentityClassOf } from "./people/identity-class-of.ts";
import type { DecisionReading } from "./read-for-decision.ts";

/** All that a request fixes when it is made. */
export interface Sealable {
  key: string;
  action: Action;
  found: CaseRecord;
  requesterPersonId: string;
  /** The person as read now; of a proposal, as last known. */
  reading: Pick<DecisionReading, "userId" | "email" | "name" | "state" | "readAt">;
  causes: PayloadCause[];
  singleOrigin: SingleOrigin | null;
  drill: boolean;
  /** Who proposed it, where a machine did. */
  proposedBy: string | null;
  identity: IdentityClassOf;
  verdict: Verdict;
  reason: string;
  reviewBy: Date | undefined;
  checklist: Checklist | undefined;
  narrower: NarrowerAnswer;
  named: NamedContact | null;
}

/** What the approver will see and the executor will do, in bytes that nothing changes any more, and the request for it. */
export function sealRequest(
  services: Pick<Services, "clock" | "ids" | "directory">,
  input: Sealable,
): RequestRecord {
  const { found, verdict, reading } = input;
  const now = services.clock.now();
  const payload = toPayload(input, services.directory.host.accountId, now);
  const { bytes, digest } = sealPayload(payload);
  return {
    id: services.ids.next(),
    key: input.key,
    version: 1,
    caseId: found.id,
    caseKey: found.key,
    workflowId: found.workflowId,
    accountId: payload.account,
    subjectId: reading.userId,
    requesterPersonId: input.requesterPersonId,
    proposedBy: input.proposedBy,
    reason: payload.reason,
    digest,
    payload: bytes,
    snapshot: {
      userId: reading.userId,
      email: reading.email,
      name: reading.name,
      state: reading.state,
      readAt: reading.readAt,
    },
    policy: { id: verdict.policyId, version: verdict.policyVersion, rule: verdict.rule },
    stepUpMaxAgeMs: verdict.stepUpMaxAgeMs,
    executeWithinMs: verdict.executeWithinMs,
    wasContained: found.status === "contained" || found.status === "recovering",
    createdAt: now,
    decidedAt: null,
    endedAt: null,
    outcome: null,
    staleDifference: null,
    ...newLifecycle({
      action: input.action,
      needed: verdict.approvers,
      expiresAt: new Date(now.getTime() + verdict.decideWithinMs),
    }),
  };
}

function toPayload(input: Sealable, account: string, now: Date): PayloadV2 {
  const { action, found, reading, verdict, identity } = input;
  return {
    v: 2,
    action,
    account,
    user: {
      id: reading.userId,
      email: reading.email,
      name: reading.name,
      state: reading.state,
      readAt: reading.readAt.toISOString(),
    },
    caseKey: found.key,
    workflowId: found.workflowId,
    requestKey: input.key,
    requesterPersonId: input.requesterPersonId,
    causes: input.causes,
    singleOrigin: input.singleOrigin,
    drill: input.drill,
    proposedBy: input.proposedBy,
    identity: {
      identityClass: identity.identityClass,
      isProtected: identity.isProtected,
      by: identity.by,
    },
    narrower: input.narrower,
    named: input.named,
    policy: {
      id: verdict.policyId,
      version: verdict.policyVersion,
      rule: verdict.rule,
      why: verdict.why,
      approvers: verdict.approvers,
      narrowerStep: verdict.narrowerStep,
      named: verdict.named,
      outsidePolicy: verdict.outsidePolicy,
    },
    reason: input.reason.toWellFormed(),
    checklist: action === "reactivate" ? (input.checklist ?? unanswered) : null,
    reviewBy: action === "suspend" ? reviewDate(input.reviewBy, verdict, now).toISOString() : null,
  };
}

function reviewDate(asked: Date | undefined, verdict: Verdict, now: Date): Date {
  if (asked === undefined) return new Date(now.getTime() + verdict.reviewAfterMs);
  if (asked <= now || asked.getTime() - now.getTime() > verdict.reviewWithinMs) {
    const days = Math.floor(verdict.reviewWithinMs / 86_400_000);
    throw new DomainError("invalid_input", {
      problem: `The review date must lie within the next ${days} days.`,
    });
  }
  return asked;
}
