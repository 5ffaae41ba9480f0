import type { Actor } from "#lib/domain/actor.ts";
import type { RequestView, VoteView } from "#lib/domain/views/request-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { viewRequest } from "./view-approvals.ts";

/** A request as the machine interface states it: what was asked, who decided, what was sent, what became of it. */
export type RequestReport = Pick<
  RequestView,
  | "id"
  | "key"
  | "proposedBy"
  | "status"
  | "action"
  | "caseKey"
  | "workflowId"
  | "version"
  | "digest"
  | "reason"
  | "policy"
  | "needed"
  | "attempts"
  | "outcome"
  | "createdAt"
  | "expiresAt"
  | "executeBy"
  | "decidedAt"
  | "endedAt"
  | "nextTryAt"
  | "staleDifference"
> & {
  requester: string | null;
  /** The person as they were when the request was made. */
  subject: RequestView["snapshot"];
  /** Every vote; a denial is one too. */
  approvals: VoteView[];
};

/** One request by its key or its id. Throws `not_found`. */
export async function reportRequest(
  services: Services,
  actor: Actor,
  input: { id: string },
): Promise<RequestReport> {
  const view = await viewRequest(services, actor, input);
  return {
    id: view.id,
    key: view.key,
    status: view.status,
    action: view.action,
    caseKey: view.caseKey,
    workflowId: view.workflowId,
    version: view.version,
    digest: view.digest,
    requester: view.requester?.name ?? null,
    proposedBy: view.proposedBy,
    subject: view.snapshot,
    reason: view.reason,
    policy: view.policy,
    needed: view.needed,
    approvals: view.votes,
    attempts: view.attempts,
    outcome: view.outcome,
    createdAt: view.createdAt,
    expiresAt: view.expiresAt,
    executeBy: view.executeBy,
    decidedAt: view.decidedAt,
    endedAt: view.endedAt,
    nextTryAt: view.nextTryAt,
    staleDifference: view.staleDifference,
  };
}
