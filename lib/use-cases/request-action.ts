import type { Actor } from "#lib/domain/actor.ts";
import type { CauseMark } from "#lib/domain/cause-mark.ts";
import type { Checklist } from "#lib/domain/checklist.ts";
import type { Action } from "#lib/domain/directory.ts";
import { isDrill } from "#lib/domain/drill.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { judge } from "#lib/domain/judge.ts";
import { isStateFit } from "#lib/domain/request.ts";
import { originOf, singleOrigin } from "#lib/domain/single-origin.ts";
import { eligibleApprovers } from "#lib/domain/two-person-rule.ts";
import { whoCouldHelp } from "#lib/domain/who-could-help.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { frozenEntries, voidVotesOf } from "./freeze.ts";
import { allowSuspensionAct } from "./guard-rails/personal-allowance.ts";
import { idempotent } from "./idempotent.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { caseMoved, followCase } from "./move-request.ts";
import { nameCauses, toPayloadCauses } from "./name-causes.ts";
import { noticesFor } from "./notices.ts";
import { policyInForce } from "./policy-in-force.ts";
import { type GivenAnswers, readAnswers } from "./read-answers.ts";
import { readForDecision, requireLinked } from "./read-for-decision.ts";
import { adopted, loadProposal } from "./load-proposal.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { type Sealable, sealRequest } from "./seal-request.ts";
import { tellSubmission } from "./tell-submission.ts";
import { verdictFacts } from "./verdict-facts.ts";

export interface RequestActionInput extends GivenAnswers {
  caseKey: string;
  action: Action;
  reason: string;
  /** Ids of the signals that are the cause; empty: all of the case's newest. */
  causes: string[];
  /** What the analyst says of each cause; one without a mark isn't validated. */
  marks?: readonly CauseMark[] | undefined;
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
        marks: (input.marks ?? []).map((mark) => ({ ...mark })),
        narrower: input.narrower ?? null,
        named: input.named ?? null,
        adopts: input.adopts ?? null,
      },
    });
    if (known !== null) return { key: known };

    const team = await loadTeam(services);
    requireTrusted(person, team);
    const found = await stores.cases.byKey(input.caseKey);
    if (!found) throw new DomainError("not_found", { what: `case ${input.caseKey}` });
    if (found.status === "closed") throw new DomainError("case_closed");
    requireLinked(found.subjectId);
    const causes = await nameCauses(services, found, { causes: input.causes, marks: input.marks ?? [] });
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
    const judged = await verdictFacts(services, { found, action: input.action, causes });
    const verdict = judge(policy, judged.facts);
    if (!verdict.permitted) throw new DomainError("policy_forbids", { why: verdict.why });
    const parties = { requesterPersonId: person.personId, subjectEmail: reading.email };
    const eligible = eligibleApprovers(team, parties);
    if (eligible.length < verdict.approvers) {
      throw new DomainError("not_enough_approvers", {
        eligible: String(eligible.length),
        needed: String(verdict.approvers),
        why: verdict.why,
        help: whoCouldHelp(team, parties),
      });
    }

    const now = services.clock.now();
    const proposal =
      input.adopts === undefined
        ? null
        : await loadProposal(services, { requestKey: input.adopts, action: input.action }, found);
    const key = proposal?.key ?? `REQ-${await stores.nextNumber("request")}`;
    const proposedBy = proposal?.proposedBy ?? null;
    const by = {
      requesterPersonId: person.personId,
      proposedBy,
      personOf: (id: string) => team.personOf(id),
    };
    const sealable: Sealable = {
      key,
      action: input.action,
      found,
      requesterPersonId: person.personId,
      reading,
      causes: toPayloadCauses(judged.causes, causes),
      singleOrigin: singleOrigin(causes.map(({ signal }) => originOf(signal, by))),
      drill: isDrill(causes.map(({ signal }) => signal)),
      proposedBy,
      identity: judged.identity,
      verdict,
      reason,
      reviewBy: input.reviewBy,
      checklist: input.checklist,
      ...readAnswers(input, verdict, now),
    };
    const made = sealRequest(services, sealable);
    const record = proposal === null ? made : adopted(services, proposal, made);
    const titles = new Map(causes.map(({ signal }) => [signal.id, signal.title]));
    const followed = followCase(found, record, now);
    const rail =
      input.action === "suspend"
        ? await allowSuspensionAct(services, {
            personId: person.personId,
            requestId: record.id,
            act: "ask",
            team,
          })
        : null;
    await stores.commit([
      stores.personalData.requireErasedAt(found.subjectId, subject?.erasedAt ?? null),
      proposal === null ? stores.requests.insert(record) : stores.requests.update(proposal, record),
      ...(rail?.statements ?? []),
      ...(followed ? stores.cases.update(found, followed) : []),
      remember(key),
      ...noticesFor(services, {
        to: eligible.map(({ id }) => id),
        kind: "request_waiting",
        request: record,
        text: `${person.name} asks to ${input.action} ${reading.name}`,
      }),
      ...(await appendEntries(services, actor, found.key, [
        tellSubmission(record, {
          ...sealable,
          titles,
          incidentId: rail?.incidentId ?? null,
          adopted: proposal && (proposal.proposedBy ?? "a proposal"),
        }),
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
