import { worseSeverity } from "#lib/domain/severity.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/** The case that a first signal opens. Its workflow id goes with everything that follows from it. */
export async function newCase(
  services: Services,
  signal: SignalRecord,
  subject: SubjectRecord,
  now: Date,
): Promise<CaseRecord> {
  return {
    id: services.ids.next(),
    key: `IR-${await services.stores.nextNumber("case")}`,
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
    version: 1,
  };
}

/** The case after a further signal: severity rises, never falls silently; a closed case is open again. */
export function caseWithSignal(before: CaseRecord, signal: SignalRecord, now: Date): CaseRecord {
  const reopened = before.status === "closed";
  return {
    ...before,
    status: reopened ? "reopened" : before.status,
    closedAt: reopened ? null : before.closedAt,
    severity: worseSeverity(before.severity, signal.severity),
    updatedAt: now,
    signalCount: before.signalCount + 1,
    newestSignalAt: signal.receivedAt > before.newestSignalAt ? signal.receivedAt : before.newestSignalAt,
    newestSignalTitle: signal.title,
  };
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
    signal.title,
    signal.nativeId ?? "",
    signal.alertId ?? "",
    signal.traceparent ?? "",
  ].join(" ");
}
