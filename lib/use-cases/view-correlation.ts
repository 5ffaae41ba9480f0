import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { CorrelationView } from "#lib/domain/views/correlation-view.ts";
import type { CaseRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

const twinsShown = 5;

/** What a case's page says of its subject and of the cases around it. */
export async function viewCorrelation(
  { stores }: Services,
  found: CaseRecord,
  subject: SubjectRecord,
): Promise<CorrelationView> {
  const [twins, linked] = await Promise.all([
    subject.email === "" ? [] : stores.unlinkedSubjects.twinsOf(subject, twinsShown),
    stores.unlinkedSubjects.linkedTo(subject.userId),
  ]);
  return {
    unlinked: isUnlinkedId(subject.userId),
    // One address in several subjects is no twin but the same: what was linked stands in its own list.
    twins: twins
      .filter(({ userId }) => !linked.some((own) => own.userId === userId))
      .map(({ userId, email }) => ({ userId, shown: email })),
    linked: linked.map(({ userId, name, linkedAt }) => ({
      unlinkedId: userId,
      shown: name,
      at: linkedAt?.toISOString() ?? null,
    })),
    snoozed:
      found.snoozedUntil === null
        ? null
        : { until: found.snoozedUntil.toISOString(), wakeAt: found.snoozeSeverity },
    severityByPerson: found.severityByPerson,
    mergedInto: found.mergedInto,
    previousKey: found.previousKey,
  };
}
