import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { tellJoin } from "#lib/domain/join.ts";
import { isOpen, isStateFit } from "#lib/domain/request.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { Team } from "#lib/domain/team.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type { CaseView, SignalView, TimelineEntry } from "#lib/domain/views/case-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { CaseRecord, RequestRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { caseVerdict } from "./case-verdict.ts";
import { loadTeam } from "./load-team.ts";
import { noteIdentity } from "./people/view-identity.ts";
import { allowed, refusedRight, rightTo } from "./rights.ts";
import { toSubjectView } from "./subject-view.ts";
import { tellEntries } from "./tell-entry.ts";
import { viewCorrelation } from "./view-correlation.ts";
import { openReviewOf } from "./view-governance.ts";
import { toRequestView } from "./view-request.ts";

const signalsShown = 50;
const entriesShown = 200;

/** All of one case, for its page. The person's state is the last known one; the page reads it again by itself. */
export async function viewCase(services: Services, actor: Actor, input: { key: string }): Promise<CaseView> {
  requireReader(actor);
  const { stores } = services;
  const found = await stores.cases.byKey(input.key);
  const subject = found && (await stores.subjects.byId(found.subjectId));
  if (!found || !subject) throw new DomainError("not_found", { what: `case ${input.key}` });
  const [signals, notes, requests, others, members, timeline, ofSubject, team, review, holds] =
    await Promise.all([
      stores.signals.ofCase(found.id, signalsShown),
      stores.cases.notes(found.id),
      stores.requests.ofCase(found.id),
      stores.cases.ofSubject(found.subjectId, 10),
      stores.people.members(),
      newestEntries(services, found.key),
      stores.requests.ofSubject(found.subjectId, 20),
      loadTeam(services),
      openReviewOf(services, actor, found.subjectId),
      stores.personalData.standingHolds(found.subjectId),
    ]);
  const names = new Map(members.map((member) => [member.id, member.name]));
  const owner = members.find((member) => member.id === found.ownerPersonId);
  return {
    key: found.key,
    workflowId: found.workflowId,
    title: found.title,
    status: found.status,
    severity: found.severity,
    owner: owner ? { id: owner.id, name: owner.name, email: owner.email } : null,
    openedAt: found.openedAt.toISOString(),
    updatedAt: found.updatedAt.toISOString(),
    closedAt: found.closedAt?.toISOString() ?? null,
    closeVerdict: found.closeVerdict,
    closeReason: found.closeReason,
    subject: toSubjectView(subject),
    identity: await noteIdentity(services, subject),
    correlation: await viewCorrelation(services, found, subject),
    held: holds.some(({ caseKey }) => caseKey === null || caseKey === found.key),
    signals: signals.map((signal) => toSignalView(signal, names)),
    signalCount: found.signalCount,
    verdict: await caseVerdict(services, { found, subject, signals }),
    notes: notes.map((note) => ({
      id: note.id,
      author: names.get(note.personId) ?? "somebody removed",
      text: note.text,
      at: note.at.toISOString(),
    })),
    requests: await Promise.all(requests.map((request) => toRequestView(services, actor, request, found))),
    review,
    timeline,
    otherCases: others
      .filter((other) => other.id !== found.id)
      .map(({ key, title, severity, status, openedAt }) => ({
        key,
        title,
        severity,
        status,
        openedAt: openedAt.toISOString(),
      })),
    suspensions: ofSubject.map(({ key, action, status, createdAt }) => ({
      key,
      action,
      status,
      at: createdAt.toISOString(),
    })),
    members: members
      .filter((member) => member.disabledAt === null && rolesAllow(member.roles, "work_case"))
      .map(({ id, name, email }) => ({ id, name, email })),
    rights: caseRights(actor, { found, subject, requests, team }),
  };
}

/** The newest entries of a case's chain, oldest first. A page of older ones comes on demand. */
export async function viewTimeline(
  services: Services,
  actor: Actor,
  input: { key: string; afterN: number },
): Promise<{ entries: TimelineEntry[]; total: number }> {
  requireReader(actor);
  const head = await services.stores.log.head(input.key);
  if (!head) throw new DomainError("not_found", { what: `case ${input.key}` });
  const records = await services.stores.log.ofChain(input.key, { afterN: input.afterN, limit: entriesShown });
  return { entries: await tellEntries(services, records), total: head.n };
}

async function newestEntries(services: Services, key: string): Promise<TimelineEntry[]> {
  const head = await services.stores.log.head(key);
  const afterN = Math.max(0, (head?.n ?? 0) - entriesShown);
  return tellEntries(services, await services.stores.log.ofChain(key, { afterN, limit: entriesShown }));
}

export function toSignalView(signal: SignalRecord, names: ReadonlyMap<string, string>): SignalView {
  const { subject } = signal;
  return {
    id: signal.id,
    source: signal.source,
    format: signal.format,
    title: signal.title,
    severity: signal.severity,
    severityAssumed: signal.severityAssumed,
    confidence: signal.confidence,
    ruleId: signal.ruleId,
    alertId: signal.alertId,
    traceparent: signal.traceparent,
    description: signal.description,
    ip: signal.ip,
    url: signal.url,
    attack: signal.attack,
    time: signal.time.toISOString(),
    timeAssumed: signal.timeAssumed,
    receivedAt: signal.receivedAt.toISOString(),
    signature: signal.signature,
    reporter:
      signal.reporterPersonId === null ? null : (names.get(signal.reporterPersonId) ?? "somebody removed"),
    duplicates: signal.duplicates,
    saidSubject:
      subject.email ??
      subject.username ??
      subject.onepasswordId ??
      subject.displayName ??
      "nobody in particular",
    subjectFoundAt: subject.foundAt,
    lastSeenAt: signal.lastSeenAt?.toISOString() ?? null,
    joined: tellJoin(signal.joinRule, signal.joinKey),
    isRevision: signal.revisionOf !== null,
    idUsedTwice: signal.idUsedTwice,
  };
}

function caseRights(
  actor: Actor,
  input: { found: CaseRecord; subject: SubjectRecord; requests: RequestRecord[]; team: Team },
): CaseView["rights"] {
  const { found, subject, requests, team } = input;
  const closed = found.status === "closed";
  const working = rightTo(actor, "work_case");
  const work: Right = working.allowed && closed ? refusedRight("case_closed") : working;
  const open = requests.find((request) => isOpen(request.status));
  const mine = actor.kind === "person" && found.ownerPersonId === actor.personId;
  const reactivation = requests.find((other) => isOpen(other.status) && other.action === "reactivate");
  const asking = rightTo(actor, "request_action");
  const suspect = actor.kind === "person" && isSuspect(actor.personId, team);
  const request = (action: "suspend" | "reactivate"): Right => {
    if (!asking.allowed) return asking;
    if (suspect) return refusedRight("under_investigation");
    if (closed) return refusedRight("case_closed");
    if (isUnlinkedId(found.subjectId)) return refusedRight("subject_not_linked");
    const same = requests.find((other) => isOpen(other.status) && other.action === action);
    if (same) return refusedRight("open_request_exists", { request: same.key });
    // An unread state doesn't stand in the way here: making the request reads it.
    return subject.state === "UNKNOWN" || isStateFit(action, subject.state, reactivation?.status ?? null)
      ? allowed
      : refusedRight("state_unfit", {
          name: subject.name,
          state: subject.state,
          readAt: subject.readAt.toISOString(),
          action,
        });
  };
  return {
    take: work.allowed && mine ? { allowed: false, why: "The case is yours." } : work,
    assign: work,
    note: work,
    close: work.allowed && open ? refusedRight("case_has_open_request", { request: open.key }) : work,
    requestSuspension: request("suspend"),
    requestReactivation: request("reactivate"),
  };
}
