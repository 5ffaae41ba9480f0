import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { caseSearchText, caseWithSignal, newCase } from "./case-from-signal.ts";
import { aboutCase, changes, opened } from "./filing/plan-subject.ts";
import { signalEntry } from "./filing/signal-record.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/**
 * A person says whom an unlinked signal is about: it joins that person's open case or opens one. `remember`: from now on
 * its source means this person by that id at the identity provider.
 */
export async function linkSignal(
  services: Services,
  actor: Actor,
  input: { signalId: string; userId: string; remember?: boolean | undefined },
): Promise<{ caseKey: string }> {
  const person = requirePerson(actor, "work_case");
  const { stores } = services;
  const result = await retryOnConflict(async () => {
    const signal = await stores.signals.byId(input.signalId);
    if (!signal) throw new DomainError("not_found", { what: "signal" });
    if (signal.caseId !== null || signal.subjectId !== null) throw new DomainError("changed_meanwhile");
    const subject = await stores.subjects.byId(input.userId);
    if (!subject || subject.goneAt !== null || subject.erasedAt !== null)
      throw new DomainError("subject_unknown", { subject: input.userId });
    const now = services.clock.now();
    const before = await stores.cases.openOfSubject(subject.userId);
    const filed: SignalRecord = { ...signal, joinRule: "linked", joinKey: "person" };
    const after = before
      ? caseWithSignal(before, filed, now)
      : newCase(services, filed, {
          subject,
          number: await stores.nextNumber("case"),
          now,
          previousKey: null,
        });
    const { providerId } = signal.subject;
    const remembered =
      input.remember && providerId !== null
        ? stores.unlinkedSubjects.keepProviderLink({
            source: signal.source,
            providerId,
            userId: subject.userId,
            personId: person.personId,
            at: now,
          })
        : null;
    const entries = [
      ...(before ? [] : [opened(after, subject)]),
      signalEntry(filed, aboutCase(after, subject), {
        holder: subjectHolder(subject.accountId, subject.userId),
        facts: { linkedBy: "person", ...(remembered && { remembered: "yes" }) },
      }),
      ...(before ? changes(before, after, subject) : []),
    ];
    const search = caseSearchText(after, subject, signal);
    await stores.commit([
      stores.personalData.requireErasedAt(subject.userId, subject.erasedAt),
      ...(before ? stores.cases.update(before, after, search) : stores.cases.insert(after, search)),
      stores.signals.link(signal.id, {
        caseId: after.id,
        workflowId: after.workflowId,
        subjectId: subject.userId,
        joinRule: "linked",
        joinKey: "person",
      }),
      ...(remembered ? [remembered] : []),
      ...(await appendEntries(services, actor, after.key, entries)),
    ]);
    return { caseKey: after.key };
  });
  services.hints.publish({ kind: "case", key: result.caseKey });
  return result;
}
