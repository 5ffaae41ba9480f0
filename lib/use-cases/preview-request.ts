import type { Actor } from "#lib/domain/actor.ts";
import type { Action } from "#lib/domain/directory.ts";
import { DomainError, type ErrorCode, type ErrorDetails } from "#lib/domain/errors.ts";
import { isStateFit } from "#lib/domain/request.ts";
import { originOf } from "#lib/domain/single-origin.ts";
import { eligibleApprovers, isSuspect } from "#lib/domain/two-person-rule.ts";
import type { LiveReading } from "#lib/domain/views/parts.ts";
import type { RequestPreview } from "#lib/domain/views/request-preview.ts";
import type { GateView } from "#lib/domain/views/request-view.ts";
import { whoCouldHelp } from "#lib/domain/who-could-help.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Team } from "#lib/domain/team.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { viewMeanwhile } from "./events/view-meanwhile.ts";
import { activeIncident } from "./guard-rails/active-incident.ts";
import { noteIdentity } from "./people/view-identity.ts";
import { loadTeam } from "./load-team.ts";
import { nameable } from "./name-causes.ts";
import { policyInForce } from "./policy-in-force.ts";
import { readSubject } from "./read-subject.ts";
import { verdictFacts } from "./verdict-facts.ts";

/**
 * Looks at everything that a request would rest on, with the checks and the words of `requestAction`, and makes none.
 * The form shows it, so that a request that can't be made isn't written first.
 */
export async function previewRequest(
  services: Services,
  actor: Actor,
  input: { caseKey: string; action: Action },
): Promise<RequestPreview> {
  const person = requirePerson(actor, "request_action");
  const { stores, directory } = services;
  const policy = await policyInForce(services);
  const found = await stores.cases.byKey(input.caseKey);
  if (!found) throw new DomainError("not_found", { what: `case ${input.caseKey}` });
  const { subjectId } = found;
  const [reading, open, reactivation, holder, signals, team, earlier, known] = await Promise.all([
    readSubject(services, actor, { userId: subjectId }),
    stores.requests.openFor(subjectId, input.action),
    stores.requests.openFor(subjectId, "reactivate"),
    stores.requests.holder(subjectId),
    stores.signals.ofCase(found.id, nameable),
    loadTeam(services),
    stores.requests.ofSubject(subjectId, 50),
    stores.subjects.byId(subjectId),
  ]);
  const { facts, causes } = await verdictFacts(services, {
    found,
    action: input.action,
    causes: signals.map((signal) => ({ signal, validated: false })),
  });
  const parties = {
    requesterPersonId: person.personId,
    subjectEmail: reading.ok ? reading.subject.email : (known?.email ?? ""),
  };
  const by = { ...parties, proposedBy: null, personOf: (id: string) => team.personOf(id) };
  const gates = [
    stateGate(input.action, reading, reactivation),
    isSuspect(person.personId, team) ? failed("under_investigation") : null,
    found.status === "closed" ? failed("case_closed") : null,
    open
      ? failed("open_request_exists", { request: open.key })
      : ok(`No other request to ${input.action} is open`),
    holder && holder.key !== open?.key ? later(`${holder.key} holds this person until it is certain`) : null,
    later("State read again at submit, at approval, before the call"),
  ].filter((gate) => gate !== null);
  return {
    account: { id: directory.host.accountId, host: directory.host.origin },
    reading,
    gates,
    blocked: gates.some((gate) => gate.state === "failed"),
    policy,
    facts,
    causes: causes.map(({ signal, trust }) => ({
      id: signal.id,
      kind: signal.kind,
      ...trust,
      origin: originOf(signal, by),
    })),
    eligibleApprovers: eligibleApprovers(team, parties).map(({ name }) => name),
    help: whoCouldHelp(team, parties),
    suspendedByConsole: facts.suspendedByConsole,
    meanwhile: input.action === "reactivate" ? await viewMeanwhile(services, subjectId) : null,
    identity: await noteIdentity(services, {
      userId: subjectId,
      email: reading.ok ? reading.subject.email : (known?.email ?? ""),
    }),
    incident: input.action === "suspend" ? await takeOver(services, person.personId, team) : null,
    refusedBefore: earlier.filter((request) => request.status === "refused").map(toRefusal),
  };
}

/** Within a mass incident the next request takes over why the last one was made. */
async function takeOver(
  services: Services,
  personId: string,
  team: Team,
): Promise<RequestPreview["incident"]> {
  const incident = await activeIncident(services);
  if (incident === null || incident.endsAt === null) return null;
  const { rails, requests } = services.stores;
  const last = await rails.newestAskedFor(incident.id, team.accountsOf(team.personOf(personId)));
  return {
    reason: incident.reason,
    left: incident.allowed - incident.used,
    endsAt: incident.endsAt.toISOString(),
    lastReason: last === null ? null : ((await requests.byId(last))?.reason ?? null),
  };
}

function stateGate(action: Action, reading: LiveReading, reactivation: RequestRecord | null): GateView {
  if (!reading.ok && reading.code === "not_linked") return failed("subject_not_linked");
  if (!reading.ok) return failed("state_unread", { problem: reading.message });
  const { name, state, readAt } = reading.subject;
  if (isStateFit(action, state, reactivation?.status ?? null)) {
    return ok(`${state} in 1Password, so there is something to ${action}`);
  }
  return failed("state_unfit", { name, state, readAt, action });
}

function toRefusal(request: RequestRecord): RequestPreview["refusedBefore"][number] {
  return {
    key: request.key,
    message: request.outcome?.message ?? "1Password refused it.",
    at: (request.endedAt ?? request.createdAt).toISOString(),
  };
}

function ok(text: string): GateView {
  return { text, state: "ok" };
}

function later(text: string): GateView {
  return { text, state: "later" };
}

/** A failing gate speaks with the words of the refusal that submitting would get. */
function failed(code: ErrorCode, details: ErrorDetails = {}): GateView {
  return { text: new DomainError(code, details).message, state: "failed" };
}
