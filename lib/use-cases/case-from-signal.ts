import { plainCase } from "#lib/domain/plain-filing.ts";
import { severityRank, worseSeverity } from "#lib/domain/severity.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** The case that a first signal opens. Its workflow id goes with everything that follows from it. */
export function newCase(
  services: Pick<Services, "ids">,
  signal: SignalRecord,
  about: { subject: SubjectRecord; number: number; now: Date; previousKey: string | null },
): CaseRecord {
  const { subject, number, now, previousKey } = about;
  return {
    id: services.ids.next(),
    key: `IR-${number}`,
    workflowId: services.ids.next(),
    title: signal.title,
    status: "new",
    severity: signal.severity,
    subjectId: subject.userId,
    ownerPersonId: null,
    openedAt: now,
    updatedAt: now,
    closedAt: null,
    closeVerdict: null,
    closeReason: null,
    signalCount: 1,
    newestSignalAt: signal.receivedAt,
    newestSignalTitle: signal.title,
    ...plainCase,
    previousKey,
    version: 1,
  };
}

/**
 * The case after a further signal: severity rises, never falls silently, and stays where a person put it; a closed case
 * is open again; a snoozed one wakes at its severity.
 */
export function caseWithSignal(before: CaseRecord, signal: SignalRecord, now: Date): CaseRecord {
  const reopened = before.status === "closed";
  const wakes = reopened || wakesAt(before, signal.severity);
  return {
    ...before,
    status: reopened ? "reopened" : before.status,
    closedAt: reopened ? null : before.closedAt,
    severity: before.severityByPerson ? before.severity : worseSeverity(before.severity, signal.severity),
    updatedAt: now,
    signalCount: before.signalCount + 1,
    newestSignalAt: signal.receivedAt > before.newestSignalAt ? signal.receivedAt : before.newestSignalAt,
    newestSignalTitle: signal.title,
    snoozedUntil: wakes ? null : before.snoozedUntil,
    snoozeSeverity: wakes ? null : before.snoozeSeverity,
  };
}

function wakesAt({ snoozedUntil, snoozeSeverity }: CaseRecord, severity: SignalRecord["severity"]): boolean {
  return (
    snoozedUntil !== null && snoozeSeverity !== null && severityRank(severity) >= severityRank(snoozeSeverity)
  );
}

/** Everything by which the search finds a case: key, title, subject, workflow id and the sender's ids. */
export function caseSearchText(found: CaseRecord, subject: SubjectRecord, signal: SignalRecord): string {
  return [
    found.key,
    found.workflowId,
    found.title,
    subject.name,
    subject.email,
    subject.userId,
    signalSearchText(signal),
  ].join(" ");
}

/** What a further signal adds to that. */
export function signalSearchText({ title, nativeId, alertId, traceparent }: SignalRecord): string {
  return [title, nativeId ?? "", alertId ?? "", traceparent ?? ""].join(" ");
}
