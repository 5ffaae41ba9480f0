import type { Actor } from "#lib/domain/actor.ts";
import { type Checklist, unanswered } from "#lib/domain/checklist.ts";
import type { Action } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { judge, type Verdict } from "#lib/domain/policy.ts";
import { newLifecycle } from "#lib/domain/new-lifecycle.ts";
import { isStateFit } from "#lib/domain/request.ts";
import type { RequestPayload } from "#lib/domain/request-payload.ts";
import { eligibleApprovers } from "#lib/domain/two-person-rule.ts";
import { sealPayload } from "#lib/log/digest.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { frozenEntries, voidVotesOf } from "./freeze.ts";
import { idempotent } from "./idempotent.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { aboutRequest, caseMoved, followCase } from "./move-request.ts";
import { noticesFor } from "./notices.ts";
import { policyFacts, policyInForce } from "./policy-in-force.ts";
import { adopted, loadProposal } from "./load-proposal.ts";
import { readForDecision } from "./read-for-decision.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

export interface RequestActionInput {
  caseKey: string;
  action: Action;
  reason: string;
  /** Ids of the signals that are the cause; empty: all of the case's newest. */
  causes: string[];
  idempotencyKey: string;
  /** When the suspension has to be looked at again; absent: when the policy says. */
  reviewBy?: Date | undefined;
  /** Answers before a reactivation; absent: nothing was verified. */
  checklist?: Checklist | undefined;
  /** Key of the proposal that this adopts; absent: nobody proposed it. */
  adopts?: string | undefined;
}

/**
 * A person asks for a suspension or a reactivation. The state is read from 1Password now; what the approver will see
 * and the executor will do is fixed here, and its digest with it. Nothing is sent.
 */
export async function requestAction(
  services: Services,
  actor: Actor,
  input: RequestActionInput,
): Promise<{ key: string }> {
  const person = requirePerson(actor, "request_action");
  const reason = input.reason.trim();
  if (reason === "") throw new DomainError("reason_missing");
  const { stores } = services;

  return retryOnConflict(async () => {
    const { known, remember } = await idempotent(services, {
      scope: `request:${person.personId}`,
      key: input.idempotencyKey,
      body: {
        caseKey: input.caseKey,
        action: input.action,
        reason,
        causes: input.causes,
        reviewBy: input.reviewBy?.toISOString() ?? null,
        checklist: input.checklist ?? null,
        adopts: input.adopts ?? null,
      },
    });
    if (known !== null) return { key: known };

    const team = await loadTeam(services);
    requireTrusted(person, team);
    const found = await stores.cases.byKey(input.caseKey);
    if (!found) throw new DomainError("not_found", { what: `case ${input.caseKey}` });
    if (found.status === "closed") throw new DomainError("case_closed");
    const causes = await namedCauses(services, found, input.causes);
    const open = await stores.requests.openFor(found.subjectId, input.action);
    if (open) throw new DomainError("open_request_exists", { request: open.key });

    const subject = await stores.subjects.byId(found.subjectId);
    const reading = await readForDecision(services, found.subjectId);
    const reactivation = await stores.requests.openFor(found.subjectId, "reactivate");
    if (!isStateFit(input.action, reading.state, reactivation?.status ?? null)) {
      throw new DomainError("state_unfit", {
        name: reading.name,
        state: reading.state,
        readAt: reading.readAt.toISOString(),
        action: input.action,
      });
    }

    const policy = await policyInForce(services);
    const verdict = judge(policy, await policyFacts(services, found, input.action));
    if (!verdict.permitted) throw new DomainError("policy_forbids", { why: verdict.why });
    const eligible = eligibleApprovers(team, {
      requesterPersonId: person.personId,
      subjectEmail: reading.email,
    });
    if (eligible.length < verdict.approvers) {
      throw new DomainError("not_enough_approvers", {
        eligible: String(eligible.length),
        needed: String(verdict.approvers),
      });
    }

    const now = services.clock.now();
    const proposal =
      input.adopts === undefined
        ? null
        : await loadProposal(services, { requestKey: input.adopts, action: input.action }, found);
    const key = proposal?.key ?? `REQ-${await stores.nextNumber("request")}`;
    const account = services.directory.host.accountId;
    const payload: RequestPayload = {
      v: 1,
      action: input.action,
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
      requestKey: key,
      requesterPersonId: person.personId,
      causes,
      policy: {
        id: verdict.policyId,
        version: verdict.policyVersion,
        rule: verdict.rule,
        approvers: verdict.approvers,
      },
      reason: reason.toWellFormed(),
      checklist: input.action === "reactivate" ? (input.checklist ?? unanswered) : null,
      reviewBy: input.action === "suspend" ? reviewDate(input.reviewBy, verdict, now).toISOString() : null,
    };
    const made = newRequest({ services, found, payload, verdict, now });
    const record = proposal === null ? made : adopted(services, proposal, made);
    const followed = followCase(found, record, now);
    const holder = subjectHolder(account, found.subjectId);
    await stores.commit([
      stores.personalData.requireErasedAt(found.subjectId, subject?.erasedAt ?? null),
      proposal === null ? stores.requests.insert(record) : stores.requests.update(proposal, record),
      ...(followed ? stores.cases.update(found, followed) : []),
      remember(key),
      ...noticesFor(services, {
        to: eligible.map(({ id }) => id),
        kind: "request_waiting",
        request: record,
        text: `${person.name} asks to ${input.action} ${reading.name}`,
      }),
      ...(await appendEntries(services, actor, found.key, [
        {
          ...aboutRequest(record),
          type: "request.submitted",
          cause: { signals: causes, policy: record.policy },
          before: { state: reading.state, readAt: reading.readAt.toISOString() },
          after: "pending",
          facts: {
            action: input.action,
            approvers: String(verdict.approvers),
            ...(proposal === null ? {} : { adopted: proposal.proposedBy ?? "a proposal" }),
          },
          private: [
            { field: "reason", holder, text: reason },
            { field: "subject.name", holder, text: reading.name },
            { field: "subject.email", holder, text: reading.email },
          ],
        },
        ...(followed ? [caseMoved(record, found, followed)] : []),
        ...frozenEntries(record, input.action, team),
      ])),
    ]);
    if (input.action === "suspend") await voidVotesOf(services, team.withEmail(reading.email));
    services.hints.publish({ kind: "request", key });
    services.hints.publish({ kind: "case", key: found.key });
    return { key };
  });
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

/** The named signals that the case holds, all of the newest where none is named. Throws `case_without_signal`. */
export async function namedCauses(services: Services, found: CaseRecord, named: string[]): Promise<string[]> {
  const signals = await services.stores.signals.ofCase(found.id, 50);
  if (signals.length === 0) throw new DomainError("case_without_signal");
  const ids = signals.map((signal) => signal.id);
  const causes = named.length === 0 ? ids : ids.filter((id) => named.includes(id));
  if (causes.length === 0) throw new DomainError("case_without_signal");
  return causes;
}

/** A request that waits for its decision, as fixed by its payload. */
export function newRequest(input: {
  services: Pick<Services, "ids">;
  found: CaseRecord;
  payload: RequestPayload;
  verdict: Verdict;
  now: Date;
}): RequestRecord {
  const { payload, verdict, found, now } = input;
  const { bytes, digest } = sealPayload(payload);
  return {
    id: input.services.ids.next(),
    key: payload.requestKey,
    version: 1,
    caseId: found.id,
    caseKey: found.key,
    workflowId: found.workflowId,
    accountId: payload.account,
    subjectId: payload.user.id,
    requesterPersonId: payload.requesterPersonId,
    proposedBy: null,
    reason: payload.reason,
    digest,
    payload: bytes,
    snapshot: {
      userId: payload.user.id,
      email: payload.user.email,
      name: payload.user.name,
      state: payload.user.state,
      readAt: new Date(payload.user.readAt),
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
      action: payload.action,
      needed: verdict.approvers,
      expiresAt: new Date(now.getTime() + verdict.decideWithinMs),
    }),
  };
}
