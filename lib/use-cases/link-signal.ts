import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { caseSearchText, caseWithSignal, newCase } from "./case-from-signal.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

/** A person says whom an unlinked signal is about: it joins that person's open case or opens one. */
export async function linkSignal(
  services: Services,
  actor: Actor,
  input: { signalId: string; userId: string },
): Promise<{ caseKey: string }> {
  requirePerson(actor, "work_case");
  const { stores } = services;
  const result = await retryOnConflict(async () => {
    const signal = await stores.signals.byId(input.signalId);
    if (!signal) throw new DomainError("not_found", { what: "signal" });
    if (signal.caseId !== null) throw new DomainError("changed_meanwhile");
    const subject = await stores.subjects.byId(input.userId);
    if (!subject || subject.goneAt !== null || subject.erasedAt !== null)
      throw new DomainError("subject_unknown", { subject: input.userId });
    const now = services.clock.now();
    const before = await stores.cases.openOfSubject(subject.userId);
    const after = before
      ? caseWithSignal(before, signal, now)
      : await newCase(services, signal, subject, now);
    const about = {
      workflowId: after.workflowId,
      subject: { account: subject.accountId, userId: subject.userId },
    };
    const entries: EntryDraft[] = [
      ...(before
        ? []
        : [{ type: "case.opened" as const, ...about, after: "new", facts: { severity: after.severity } }]),
      {
        type: "signal.received",
        ...about,
        cause: { signals: [signal.id], policy: null },
        facts: {
          source: signal.source,
          signature: signal.signature,
          severity: signal.severity,
          rawSha256: signal.rawSha256,
          linkedBy: "person",
        },
        private: [
          { field: "title", holder: subjectHolder(subject.accountId, subject.userId), text: signal.title },
        ],
      },
    ];
    const search = caseSearchText(after, subject, signal);
    await stores.commit([
      stores.personalData.requireErasedAt(subject.userId, subject.erasedAt),
      ...(before ? stores.cases.update(before, after, search) : stores.cases.insert(after, search)),
      stores.signals.link(signal.id, {
        caseId: after.id,
        workflowId: after.workflowId,
        subjectId: subject.userId,
      }),
      ...(await appendEntries(services, actor, after.key, entries)),
    ]);
    return { caseKey: after.key };
  });
  services.hints.publish({ kind: "case", key: result.caseKey });
  return result;
}
