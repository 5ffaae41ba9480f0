import type { KeyActor, SystemActor } from "#lib/domain/actor.ts";
import { unanswered } from "#lib/domain/checklist.ts";
import type { Action } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { judge } from "#lib/domain/judge.ts";
import { notAnswered } from "#lib/domain/narrower-words.ts";
import { isStateFit } from "#lib/domain/request.ts";
import { originOf, singleOrigin } from "#lib/domain/single-origin.ts";
import type { RequestRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { idempotent } from "./idempotent.ts";
import { aboutRequest } from "./move-request.ts";
import { noticesFor } from "./notices.ts";
import { nameCauses, toPayloadCauses } from "./name-causes.ts";
import { policyInForce } from "./policy-in-force.ts";
import { requireLinked } from "./read-for-decision.ts";
import { sealRequest } from "./seal-request.ts";
import { verdictFacts } from "./verdict-facts.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

export interface ProposeRequestInput {
  caseKey: string;
  action: Action;
  /** 1 to 8,000 characters. Whoever adopts it reads it first and may write another. */
  reason: string;
  /** Ids of signals of the case; absent: all of its newest. */
  causes?: string[] | undefined;
  idempotencyKey: string;
}

/** How long a proposal waits for somebody to adopt it. All it says is looked at again then, so a night does no harm. */
const adoptWithinMs = 24 * 3_600_000;

/**
 * A machine says what should be done, and nothing comes of it until a person asks for it and a second one approves.
 * 1Password isn't asked: the last known state is enough to propose on, and whoever adopts has it read.
 * Throws `scope_missing`, `reason_missing`, `not_found`, `case_closed`, `case_without_signal`, `open_request_exists`,
 * `state_unfit`, `policy_forbids`, `idempotency_mismatch`.
 */
export async function proposeRequest(
  services: Services,
  actor: KeyActor | SystemActor,
  input: ProposeRequestInput,
): Promise<{ key: string }> {
  const proposer = proposerOf(actor);
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const { caseKey, action } = input;
  const { stores } = services;
  const made = await retryOnConflict(async () => {
    const { known, remember } = await idempotent(services, {
      scope: `propose:${proposer}`,
      key: input.idempotencyKey,
      body: { caseKey, action, reason, causes: input.causes ?? null },
    });
    if (known !== null) return { key: known, caseKey: null };
    const found = await stores.cases.byKey(caseKey);
    if (!found) throw new DomainError("not_found", { what: `case ${caseKey}` });
    if (found.status === "closed") throw new DomainError("case_closed");
    requireLinked(found.subjectId);
    const causes = await nameCauses(services, found, { causes: input.causes ?? [], marks: [] });
    const subject = await requireFitSubject(services, found.subjectId, action);
    const policy = await policyInForce(services);
    const judged = await verdictFacts(services, { found, action, causes });
    const verdict = judge(policy, judged.facts);
    if (!verdict.permitted) throw new DomainError("policy_forbids", { why: verdict.why });

    const now = services.clock.now();
    const key = `REQ-${await stores.nextNumber("request")}`;
    // Nobody asks yet: the digest that is decided on is made when somebody adopts it.
    const by = { requesterPersonId: "", proposedBy: proposer, personOf: (id: string) => id };
    const record: RequestRecord = {
      ...sealRequest(services, {
        key,
        action,
        found,
        requesterPersonId: "",
        reading: subject,
        causes: toPayloadCauses(judged.causes, causes),
        singleOrigin: singleOrigin(causes.map(({ signal }) => originOf(signal, by))),
        drill: false,
        proposedBy: proposer,
        identity: judged.identity,
        verdict,
        reason,
        reviewBy: undefined,
        checklist: action === "reactivate" ? unanswered : undefined,
        narrower: notAnswered,
        named: null,
      }),
      status: "proposed",
      requesterPersonId: null,
      expiresAt: new Date(now.getTime() + adoptWithinMs),
    };
    const { name, agent } = await describeProposer(services, actor);
    const holder = subjectHolder(record.accountId, found.subjectId);
    await stores.commit([
      stores.personalData.requireErasedAt(found.subjectId, subject.erasedAt),
      stores.requests.insert(record),
      remember(key),
      ...noticesFor(services, {
        to: [found.ownerPersonId],
        kind: "request_waiting",
        request: record,
        text: `${name} proposes to ${action} ${subject.name}: adopt or dismiss it`,
      }),
      ...(await appendEntries(services, actor, found.key, [
        {
          ...aboutRequest(record),
          type: "request.proposed",
          cause: { signals: causes.map(({ signal }) => signal.id), policy: record.policy },
          after: "proposed",
          facts: { action, proposer, ...(agent ? { agent: "yes" } : {}) },
          private: [{ field: "reason", holder, text: reason }],
        },
      ])),
    ]);
    return { key, caseKey: found.key };
  });
  if (made.caseKey !== null) {
    services.hints.publish({ kind: "request", key: made.key });
    services.hints.publish({ kind: "case", key: made.caseKey });
  }
  return { key: made.key };
}

/** Who proposed, as the row keeps it. Authorises as well: the scope belongs to the deed, not only to its address. */
function proposerOf(actor: KeyActor | SystemActor): string {
  if (actor.kind === "system") return `system:${actor.part}`;
  if (!actor.scopes.includes("requests:propose")) {
    throw new DomainError("scope_missing", { scope: "requests:propose" });
  }
  return `key:${actor.keyId}`;
}

async function describeProposer(
  { stores }: Services,
  actor: KeyActor | SystemActor,
): Promise<{ name: string; agent: boolean }> {
  if (actor.kind === "system") return { name: "Countersign", agent: false };
  const key = await stores.apiKeys.byId(actor.keyId);
  return { name: actor.name, agent: key?.heldByAgent ?? false };
}

/** The subject's last known record, where there is something to do and nobody proposes or asks for it already. */
async function requireFitSubject(
  { stores }: Services,
  subjectId: string,
  action: Action,
): Promise<SubjectRecord> {
  const [subject, proposal, open, reactivation] = await Promise.all([
    stores.subjects.byId(subjectId),
    stores.requests.proposalFor(subjectId, action),
    stores.requests.openFor(subjectId, action),
    stores.requests.openFor(subjectId, "reactivate"),
  ]);
  if (!subject) throw new DomainError("not_found", { what: "such person" });
  const other = open ?? proposal;
  if (other) throw new DomainError("open_request_exists", { request: other.key });
  const { state, name, readAt } = subject;
  // A state that isn't known is no obstacle: the person who adopts has it read.
  if (state !== "UNKNOWN" && !isStateFit(action, state, reactivation?.status ?? null)) {
    throw new DomainError("state_unfit", { name, state, readAt: readAt.toISOString(), action });
  }
  return subject;
}
