import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { stateDifference } from "#lib/domain/state-difference.ts";
import type { Team } from "#lib/domain/team.ts";
import { eligibleApprovers, mayDecide } from "#lib/domain/two-person-rule.ts";
import type { RequestRecord, VoteRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { neededRoles } from "./authorise.ts";
import { executeRequest } from "./execution/execute-request.ts";
import { allowSuspensionAct } from "./guard-rails/personal-allowance.ts";
import { loadTeam } from "./load-team.ts";
import { isUnclaimed, makeStale } from "./make-stale.ts";
import { aboutRequest, moveRequest } from "./move-request.ts";
import { noticesFor } from "./notices.ts";
import { policyProblem } from "./policy-problem.ts";
import { type DecisionReading, readNow } from "./read-for-decision.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { whileReading } from "./while-reading.ts";

export interface DecisionInput {
  requestKey: string;
  decision: "approve" | "deny";
  reason: string;
  /** What the person saw, sent back: a decision binds to exactly that. */
  digest: string;
  version: number;
}

export interface Decided {
  key: string;
  decision: "approve" | "deny";
}

/**
 * A second person decides. The requester is refused before anything else is looked at. What was seen must be what is
 * stored, the person in 1Password must still be as they were, and vote, tally, status and entry commit together.
 * Every refusal is an entry as well.
 */
export async function decideRequest(
  services: Services,
  actor: Actor,
  input: DecisionInput,
): Promise<Decided> {
  const request = await services.stores.requests.byKey(input.requestKey);
  if (!request) throw new DomainError("not_found", { what: `request ${input.requestKey}` });
  try {
    return await decide(services, actor, request, input);
  } catch (error) {
    // The same decision from a second tab, a retry or a double click may have been counted meanwhile: same answer.
    if (await isCounted(services, actor, request, input))
      return { key: request.key, decision: input.decision };
    if (error instanceof DomainError) await logRefusal(services, actor, request, input, error);
    throw error;
  }
}

async function decide(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  input: DecisionInput,
): Promise<Decided> {
  const votes = await services.stores.requests.votes(request.id);
  const team = await loadTeam(services);
  const person = requireSecondPerson(actor, request, votes, team);
  const reason = input.reason.trim();
  requireUndecided(services, request);
  if (input.digest !== request.digest || input.version !== request.version)
    throw new DomainError("digest_mismatch");
  if (reason === "") throw new DomainError("reason_missing");
  requireStepUp(services, person, request);
  const reading = input.decision === "approve" ? await requireUnchanged(services, actor, request) : null;

  let rail: Statement[] = [];
  const moved = await moveRequest(services, actor, request.id, {
    event: async (now) => {
      if (now.digest !== input.digest) throw new DomainError("digest_mismatch");
      const isSuspension = input.decision === "approve" && request.action === "suspend";
      rail = isSuspension
        ? (
            await allowSuspensionAct(services, {
              personId: person.personId,
              requestId: request.id,
              act: "approve",
              team,
            })
          ).statements
        : [];
      return input.decision === "approve"
        ? { kind: "approve", executeWithinMs: now.executeWithinMs }
        : { kind: "deny" };
    },
    entries: (before, after) => [decisionEntry(input.decision, reason, before, after)],
    also: () => [
      ...rail,
      ...(reading ? [services.stores.subjects.keepReading(request.accountId, reading)] : []),
      services.stores.requests.insertVote({
        requestId: request.id,
        requesterPersonId: request.requesterPersonId ?? "",
        digest: input.digest,
        personId: person.personId,
        decision: input.decision,
        reason,
        at: services.clock.now(),
        sessionRef: person.sessionRef,
      }),
      ...tellDecision(services, { request, person, team, decision: input.decision }),
    ],
  });
  if (!moved.ok) {
    requireUndecided(services, moved.request);
    throw new DomainError("changed_meanwhile");
  }
  // The call starts at once, but nobody waits for it: a slow 1Password doesn't hold the approver.
  if (moved.after.status === "approved") services.start(() => executeRequest(services, request.id));
  else services.seal.sealSoon();
  return { key: request.key, decision: input.decision };
}

/** The requester hears of it, and the other approvers that it is handled. */
function tellDecision(
  services: Services,
  {
    request,
    person,
    team,
    decision,
  }: { request: RequestRecord; person: PersonActor; team: Team; decision: "approve" | "deny" },
): Statement[] {
  const others = eligibleApprovers(team, {
    requesterPersonId: request.requesterPersonId ?? "",
    subjectEmail: request.snapshot.email,
  });
  return noticesFor(services, {
    to: [request.requesterPersonId, ...others.map(({ id }) => id)].filter((id) => id !== person.personId),
    kind: "request_decided",
    request,
    text: `${person.name} ${decision === "approve" ? "approved" : "denied"} ${request.key} (${request.action} ${request.snapshot.name})`,
  });
}

async function isCounted(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  input: DecisionInput,
): Promise<boolean> {
  if (actor.kind !== "person") return false;
  const votes = await services.stores.requests.votes(request.id);
  return votes.some(
    (vote) =>
      vote.personId === actor.personId && vote.decision === input.decision && vote.digest === input.digest,
  );
}

function requireSecondPerson(
  actor: Actor,
  request: RequestRecord,
  votes: VoteRecord[],
  team: Team,
): PersonActor {
  const permit = mayDecide(
    actor,
    {
      requesterPersonId: request.requesterPersonId ?? "",
      subjectEmail: request.snapshot.email,
      voterPersonIds: votes.map((vote) => vote.personId),
    },
    team,
  );
  if (!permit.allowed) throw new DomainError(permit.code, { needs: neededRoles("decide_request") });
  if (actor.kind !== "person") throw new DomainError("machine_may_not");
  return actor;
}

function requireUndecided(services: Services, request: RequestRecord): void {
  const over = services.clock.now().getTime() >= request.expiresAt.getTime();
  if (request.status === "expired" || (request.status === "pending" && over)) {
    throw new DomainError("request_expired", { at: request.expiresAt.toISOString() });
  }
  if (request.status !== "pending") throw new DomainError("request_not_pending", { status: request.status });
}

function requireStepUp(services: Services, person: PersonActor, request: RequestRecord): void {
  if (request.stepUpMaxAgeMs === null) return;
  if (services.clock.now().getTime() - person.authTime.getTime() <= request.stepUpMaxAgeMs) return;
  throw new DomainError("step_up_required", { minutes: String(request.stepUpMaxAgeMs / 60_000) });
}

// No person is the refresh button: the server reads the state again, and only a change blocks, never age.
async function requireUnchanged(
  services: Services,
  actor: Actor,
  request: RequestRecord,
): Promise<DecisionReading> {
  const { known: stricter, reading: underWay } = await whileReading(
    () => readNow(services, request.subjectId),
    () => policyProblem(services, request),
  );
  if (stricter !== null) {
    await makeStale(services, actor, request.id, { difference: stricter, onlyIf: isUnclaimed });
    throw new DomainError("policy_forbids", {
      why: `${stricter}.`,
      not: "Your decision was not counted, nothing was sent, and the request is stale. Ask again if it is still needed.",
    });
  }
  const reading = await underWay;
  const outstanding = request.action === "suspend" && request.snapshot.state === "SUSPENDED";
  const difference = stateDifference(request.snapshot, reading, { ignoreState: outstanding });
  if (difference === null) return reading;
  await services.stores.subjects.saveReading(request.accountId, reading);
  await makeStale(services, actor, request.id, { difference, onlyIf: isUnclaimed });
  throw new DomainError("state_changed", { difference });
}

function decisionEntry(
  decision: "approve" | "deny",
  reason: string,
  before: RequestRecord,
  after: RequestRecord,
): EntryDraft {
  return {
    type: decision === "approve" ? "request.approved" : "request.denied",
    before: before.status,
    after: after.status,
    facts: { approvals: String(after.approvals), needed: String(after.needed) },
    private: [{ field: "reason", holder: subjectHolder(after.accountId, after.subjectId), text: reason }],
  };
}

async function logRefusal(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  input: DecisionInput,
  error: DomainError,
): Promise<void> {
  await retryOnConflict(async () =>
    services.stores.commit(
      await appendEntries(services, actor, request.caseKey, [
        {
          ...aboutRequest(request),
          type: "decision.refused",
          outcome: { result: "refused", code: error.code },
          facts: { decision: input.decision },
        },
      ]),
    ),
  );
  services.hints.publish({ kind: "case", key: request.caseKey });
}
