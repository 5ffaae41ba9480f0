import type { Actor } from "#lib/domain/actor.ts";
import { isEnded } from "#lib/domain/request.ts";
import { readKeptPayload } from "#lib/domain/request-payload.ts";
import type { ErrorCode } from "#lib/domain/errors.ts";
import type { Team } from "#lib/domain/team.ts";
import {
  type DecidableRequest,
  decisionGates,
  eligibleApprovers,
  isSuspect,
  mayDecide,
} from "#lib/domain/two-person-rule.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { GateView, ProposerView, RequestListItem, RequestView } from "#lib/domain/views/request-view.ts";
import type { AttemptRecord, CaseRecord, RequestRecord, VoteRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { RequestRow } from "#lib/ports/store.ts";
import { neededRoles } from "./authorise.ts";
import { viewMeanwhile } from "./events/view-meanwhile.ts";
import { findProposer } from "./find-proposer.ts";
import { loadTeam } from "./load-team.ts";
import { readComments } from "./read-comments.ts";
import { allowed, refusedRight, rightTo } from "./rights.ts";
import { viewCauses, viewVerdict } from "./view-verdict.ts";
import { noteIdentity } from "./people/view-identity.ts";
import { lastPagedAt, pageAgainMs } from "./webhooks/page-approvers.ts";
import { mayWithdraw } from "./withdraw-request.ts";

/** Everything of one request, with what the person looking may do and why not. */
export async function toRequestView(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  found: CaseRecord,
): Promise<RequestView> {
  const { stores } = services;
  const [votes, attempts, team, earlier, comments, proposedBy] = await Promise.all([
    stores.requests.votes(request.id),
    stores.requests.attempts(request.id),
    loadTeam(services),
    stores.requests.ofSubject(request.subjectId, 50),
    readComments(services, request.key),
    findProposer(services, request.proposedBy),
  ]);
  const payload = readKeptPayload(request.payload);
  const [causes, verdict] = await Promise.all([
    viewCauses(services, payload),
    viewVerdict(services, request, payload),
  ]);
  const nameOf = (id: string) =>
    team.persons.find((person) => person.id === team.personOf(id))?.name ?? "somebody removed";
  const requester =
    team.persons.find(({ id }) => id === team.personOf(request.requesterPersonId ?? "")) ?? null;
  const decide = decideRight(services, actor, { request, votes, team });
  return {
    id: request.id,
    key: request.key,
    version: request.version,
    digest: request.digest,
    workflowId: request.workflowId,
    caseKey: request.caseKey,
    caseTitle: found.title,
    caseSeverity: found.severity,
    action: request.action,
    status: request.status,
    account: { id: request.accountId, host: services.directory.host.origin },
    snapshot: { ...request.snapshot, readAt: request.snapshot.readAt.toISOString() },
    requester: requester && { id: requester.id, name: requester.name, email: requester.emails[0] ?? "" },
    proposedBy,
    owner: found.ownerPersonId === null ? (requester?.name ?? null) : nameOf(found.ownerPersonId),
    reason: request.reason,
    checklist: payload?.checklist ?? null,
    reviewBy: payload?.reviewBy ?? null,
    erased: payload === null,
    comments,
    causes,
    ...verdict,
    needed: request.needed,
    approvals: request.approvals,
    votes: votes.map((vote) => ({
      person: nameOf(vote.personId),
      decision: vote.decision,
      reason: vote.reason,
      at: vote.at.toISOString(),
    })),
    attempts: attempts.map(toAttemptView),
    createdAt: request.createdAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    executeBy: request.executeBy?.toISOString() ?? null,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    endedAt: request.endedAt?.toISOString() ?? null,
    nextTryAt: request.nextTryAt?.toISOString() ?? null,
    quietUntil: request.quietUntil?.toISOString() ?? null,
    outcome: request.outcome && {
      ...request.outcome,
      before: withText(request.outcome.before),
      answer: request.outcome.answer && {
        ...request.outcome.answer,
        at: request.outcome.answer.at.toISOString(),
      },
      after: withText(request.outcome.after),
    },
    staleDifference: request.staleDifference,
    meanwhile:
      request.action === "reactivate" && request.status === "pending"
        ? await viewMeanwhile(services, request.subjectId)
        : null,
    suspendedBefore: earlier.filter(
      (other) => other.id !== request.id && other.action === "suspend" && other.status === "succeeded",
    ).length,
    identity: await noteIdentity(services, { userId: request.subjectId, email: request.snapshot.email }),
    incident: await incidentOf(services, request),
    gates: gates(actor, { request, votes, team }),
    eligibleApprovers: eligibleApprovers(team, {
      requesterPersonId: request.requesterPersonId ?? "",
      subjectEmail: request.snapshot.email,
    })
      .filter(({ id }) => !votes.some(({ personId }) => team.personOf(personId) === id))
      .map((member) => member.name),
    rights: {
      approve: decide,
      deny: decide,
      withdraw: withdrawRight(actor, request),
      settle: settleRight(services, actor, { request, votes, team }),
      adopt: adoptRight(services, actor, { request, votes, team }),
      page: await pageRight(services, actor, request),
    },
  };
}

async function incidentOf(
  { stores }: Services,
  { id, action }: RequestRecord,
): Promise<RequestView["incident"]> {
  const incident = action === "suspend" ? await stores.rails.incidentOfRequest(id) : null;
  return incident && { reason: incident.reason };
}

export function toRequestListItem(
  services: Services,
  actor: Actor,
  input: { row: RequestRow; votes: VoteRecord[]; team: Team; proposedBy: ProposerView | null },
): RequestListItem {
  const { row, votes, team, proposedBy } = input;
  return {
    key: row.key,
    caseKey: row.caseKey,
    caseTitle: row.caseTitle,
    caseSeverity: row.caseSeverity,
    action: row.action,
    status: row.status,
    subjectName: row.subjectName,
    subjectEmail: row.subjectEmail,
    requester: row.requesterName,
    proposedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    approvals: row.approvals,
    needed: row.needed,
    decide: decideRight(services, actor, { request: row, votes, team }),
  };
}

/** A request with what the two-person rule has to know around it. */
interface Decidable {
  request: RequestRecord;
  votes: VoteRecord[];
  team: Team;
}

function toDecidable({ request, votes }: Decidable): DecidableRequest {
  return {
    requesterPersonId: request.requesterPersonId ?? "",
    subjectEmail: request.snapshot.email,
    voterPersonIds: votes.map((vote) => vote.personId),
  };
}

function decideRight(services: Services, actor: Actor, decidable: Decidable): Right {
  const { request, team } = decidable;
  const permit = mayDecide(actor, toDecidable(decidable), team);
  // The two-person rule speaks first, also where the request is over anyway.
  if (!permit.allowed) return refusedRight(permit.code, { needs: neededRoles("decide_request") });
  if (request.status !== "pending") return refusedRight("request_not_pending", { status: request.status });
  const now = services.clock.now();
  if (now >= request.expiresAt)
    return refusedRight("request_expired", { at: request.expiresAt.toISOString() });
  if (
    request.stepUpMaxAgeMs !== null &&
    actor.kind === "person" &&
    now.getTime() - actor.authTime.getTime() > request.stepUpMaxAgeMs
  ) {
    return refusedRight("step_up_required", { minutes: String(request.stepUpMaxAgeMs / 60_000) });
  }
  return allowed;
}

function withdrawRight(actor: Actor, request: RequestRecord): Right {
  if (actor.kind !== "person") return refusedRight("machine_may_not");
  const problem = mayWithdraw(actor, request);
  return problem === null
    ? allowed
    : refusedRight(problem, { status: request.status, needs: neededRoles("request_action") });
}

function settleRight(services: Services, actor: Actor, { request, team }: Decidable): Right {
  const role = rightTo(actor, "settle_request");
  if (!role.allowed) return role;
  if (actor.kind === "person" && isSuspect(actor.personId, team)) return refusedRight("under_investigation");
  const { status, quietUntil } = request;
  if (status !== "needs_attention") return refusedRight("request_not_pending", { status });
  if (quietUntil !== null && services.clock.now() < quietUntil) {
    return refusedRight("not_quiet_yet", { until: quietUntil.toISOString() });
  }
  return allowed;
}

function adoptRight(services: Services, actor: Actor, { request, team }: Decidable): Right {
  const role = rightTo(actor, "request_action");
  if (!role.allowed) return role;
  if (actor.kind === "person" && isSuspect(actor.personId, team)) return refusedRight("under_investigation");
  const { status, expiresAt } = request;
  if (status !== "proposed") return refusedRight("request_not_pending", { status });
  if (services.clock.now() >= expiresAt)
    return refusedRight("request_expired", { at: expiresAt.toISOString() });
  return allowed;
}

async function pageRight(services: Services, actor: Actor, request: RequestRecord): Promise<Right> {
  const role = rightTo(actor, "request_action");
  if (!role.allowed) return role;
  if (request.status !== "pending") return refusedRight("request_not_pending", { status: request.status });
  const wanted = await services.stores.webhooks.interestedIn("request.paged");
  if (wanted.length === 0) return refusedRight("paging_not_set_up");
  const last = await lastPagedAt(services, request.key);
  if (last === null || services.clock.now().getTime() - last.getTime() >= pageAgainMs) return allowed;
  return refusedRight("paged_lately", { at: last.toISOString() });
}

const gateWords: Partial<Record<ErrorCode, string>> = {
  self_approval: "You are not the requester",
  subject_decides: "You are not the person it is about",
  under_investigation: "You are not under investigation yourself",
  role_missing: "You have the role IAM lead",
  already_voted: "You have not decided on it yet",
};

function gates(actor: Actor, decidable: Decidable): GateView[] {
  if (actor.kind !== "person" || isEnded(decidable.request.status)) return [];
  const found = decisionGates(actor, toDecidable(decidable), decidable.team);
  return [
    ...found.map(({ code, holds }): GateView => ({
      text: gateWords[code] ?? code,
      state: holds ? "ok" : "failed",
    })),
    { text: "State, e-mail and digest are compared with 1Password again when you press", state: "later" },
  ];
}

function toAttemptView(attempt: AttemptRecord): RequestView["attempts"][number] {
  return {
    n: attempt.n,
    markedAt: attempt.markedAt.toISOString(),
    kind: attempt.answer?.kind ?? null,
    code: attempt.answer?.code ?? null,
    message: attempt.answer?.message ?? null,
    method: attempt.answer?.method ?? null,
    path: attempt.answer?.path ?? null,
    status: attempt.answer?.status ?? null,
    requestId: attempt.answer?.requestId ?? null,
    ms: attempt.answer?.ms ?? null,
  };
}

function withText<T extends { readAt: Date }>(reading: T | null) {
  return reading && { ...reading, readAt: reading.readAt.toISOString() };
}
