import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isUnlinkedId } from "#lib/domain/subject-key.ts";
import type { CaseChange } from "#lib/ports/case-store.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { subjectHolder } from "#lib/use-cases/append-entries.ts";
import { caseSearchText, caseWithSignal, newCase } from "#lib/use-cases/case-from-signal.ts";
import { aboutCase, changes, opened } from "./plan-subject.ts";
import { signalEntry } from "./signal-record.ts";

/** Somebody of the directory to whom a person may link something. Throws `subject_unknown`. */
export async function linkableSubject({ stores }: Services, userId: string): Promise<SubjectRecord> {
  const subject = await stores.subjects.byId(userId);
  if (!subject || subject.goneAt !== null || subject.erasedAt !== null || isUnlinkedId(userId)) {
    throw new DomainError("subject_unknown", { subject: userId });
  }
  return subject;
}

/** A signal that a person gives its place: it joins the open case of its subject, or opens one. */
export async function placeSignal(
  services: Services,
  signal: SignalRecord,
  placed: { subject: SubjectRecord; facts: Record<string, string> },
): Promise<{ change: CaseChange; after: CaseRecord; drafts: EntryDraft[] }> {
  const { subject, facts } = placed;
  const { stores, clock } = services;
  const now = clock.now();
  const before = await stores.cases.openOfSubject(subject.userId);
  const after = before
    ? caseWithSignal(before, signal, now)
    : newCase(services, signal, {
        subject,
        number: await stores.nextNumber("case"),
        now,
        previousKey: null,
      });
  const holder = subjectHolder(subject.accountId, subject.userId);
  return {
    change: { before, after, search: caseSearchText(after, subject, signal) },
    after,
    drafts: [
      ...(before ? [] : [opened(after, subject)]),
      signalEntry(signal, aboutCase(after, subject), { holder, facts }),
      ...(before ? changes(before, after, subject) : []),
    ],
  };
}
