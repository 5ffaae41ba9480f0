import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { worseSeverity } from "#lib/domain/severity.ts";
import type { CaseChange } from "#lib/ports/case-store.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendToChains, signalHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { quote } from "./change-case.ts";
import { aboutCase } from "./filing/plan-subject.ts";
import { linkableSubject, placeSignal } from "./filing/place-signal.ts";
import { signalEntry } from "./filing/signal-record.ts";
import { rememberProvider } from "./link-signal.ts";
import { requireNoOpenRequest } from "./snooze-case.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

const signalsWeighed = 10_000;

/**
 * Takes a wrongly filed signal out of its case: to somebody else, or to the unlinked ones (`userId` null). A case whose
 * only signal it was closes. Throws `role_missing`, `reason_missing`, `not_found`, `changed_meanwhile`,
 * `case_has_open_request`, `subject_unknown`, `invalid_input`.
 */
export async function detachSignal(
  services: Services,
  actor: Actor,
  input: { signalId: string; userId: string | null; reason: string; remember?: boolean | undefined },
): Promise<{ from: string; caseKey: string | null }> {
  const person = requirePerson(actor, "work_case");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const { stores } = services;
  const result = await retryOnConflict(async () => {
    const signal = await stores.signals.byId(input.signalId);
    if (!signal) throw new DomainError("not_found", { what: "signal" });
    const found = signal.caseId === null ? null : await stores.cases.byId(signal.caseId);
    if (!found) throw new DomainError("changed_meanwhile");
    if (input.userId === found.subjectId) {
      throw new DomainError("invalid_input", { problem: "The signal is in a case of this person already." });
    }
    await requireNoOpenRequest(services, found.id);
    const from = await stores.subjects.byId(found.subjectId);
    if (!from) throw new DomainError("not_found", { what: "subject of the case" });
    const moved = input.userId === null ? toUnlinked(signal) : await toPerson(services, signal, input.userId);
    const without = await caseWithout(services, found, { signal, wentTo: moved.key });
    const remembered =
      input.remember && input.userId !== null
        ? rememberProvider(services, person, { signal, userId: input.userId })
        : [];
    const to = { caseId: null, workflowId: null, subjectId: null, viaSubjectId: null, ...moved.place };
    await stores.commit([
      ...(moved.subject
        ? [stores.personalData.requireErasedAt(moved.subject.userId, moved.subject.erasedAt)]
        : []),
      ...stores.cases.saveAll([{ before: found, after: without, search: "" }, ...moved.changes]),
      ...stores.signals.follow(
        [signal.id],
        { caseId: found.id },
        { ...to, joinRule: "detached", joinKey: "person" },
      ),
      ...remembered,
      ...(await appendToChains(services, actor, [
        {
          chain: found.key,
          drafts: leavingEntries(services, { found, without, from, signal, reason, wentTo: moved.key }),
        },
        { chain: moved.chain, drafts: moved.drafts },
      ])),
    ]);
    return { from: found.key, caseKey: moved.key };
  });
  services.hints.publish({ kind: "case", key: result.from });
  services.hints.publish(
    result.caseKey === null ? { kind: "settings" } : { kind: "case", key: result.caseKey },
  );
  return result;
}

interface Moved {
  key: string | null;
  subject: SubjectRecord | null;
  place: { caseId?: string; workflowId?: string; subjectId?: string };
  changes: CaseChange[];
  chain: string;
  drafts: EntryDraft[];
}

function toUnlinked(signal: SignalRecord): Moved {
  const filed: SignalRecord = { ...signal, joinRule: "detached", joinKey: "person" };
  const about = { workflowId: null, subject: null };
  const drafts = [
    signalEntry(filed, about, { holder: signalHolder(signal.id), facts: { linkedBy: "nobody" } }),
  ];
  return { key: null, subject: null, place: {}, changes: [], chain: `source:${signal.source}`, drafts };
}

async function toPerson(services: Services, signal: SignalRecord, userId: string): Promise<Moved> {
  const subject = await linkableSubject(services, userId);
  const filed: SignalRecord = { ...signal, joinRule: "detached", joinKey: "person" };
  const facts = { linkedBy: "person" };
  const { change, after, drafts } = await placeSignal(services, filed, { subject, facts });
  return {
    key: after.key,
    subject,
    place: { caseId: after.id, workflowId: after.workflowId, subjectId: userId },
    changes: [change],
    chain: after.key,
    drafts,
  };
}

/** The case after one of its signals left: its severity is that of the others, unless a person set it. */
async function caseWithout(
  { stores, clock }: Services,
  found: CaseRecord,
  { signal, wentTo }: { signal: SignalRecord; wentTo: string | null },
): Promise<CaseRecord> {
  const others = (await stores.signals.ofCase(found.id, signalsWeighed)).filter(({ id }) => id !== signal.id);
  const now = clock.now();
  const [newest] = others;
  const left = { ...found, signalCount: Math.max(0, found.signalCount - 1), updatedAt: now };
  if (newest) {
    const highest = others.map(({ severity }) => severity).reduce(worseSeverity);
    return {
      ...left,
      severity: found.severityByPerson ? found.severity : highest,
      newestSignalAt: newest.receivedAt,
      newestSignalTitle: newest.title,
    };
  }
  if (found.status === "closed") return left;
  return {
    ...left,
    status: "closed",
    closedAt: now,
    closeVerdict: wentTo === null ? "inconclusive" : "duplicate",
    closeReason: "Its only signal was detached",
    mergedInto: wentTo,
    snoozedUntil: null,
    snoozeSeverity: null,
  };
}

function leavingEntries(
  services: Services,
  told: {
    found: CaseRecord;
    without: CaseRecord;
    from: SubjectRecord;
    signal: SignalRecord;
    reason: string;
    wentTo: string | null;
  },
): EntryDraft[] {
  const { found, without, from, signal, reason, wentTo } = told;
  const about = aboutCase(found, from);
  return [
    {
      type: "case.changed",
      ...about,
      cause: { signals: [signal.id], policy: null },
      facts: { what: "detached", to: wentTo ?? "unlinked" },
      private: [quote(services, found, "reason", reason)],
    },
    ...(without.severity === found.severity
      ? []
      : [
          {
            type: "case.changed" as const,
            ...about,
            before: found.severity,
            after: without.severity,
            facts: { what: "severity" },
          },
        ]),
    ...(without.status === found.status
      ? []
      : [
          {
            type: "case.closed" as const,
            ...about,
            before: found.status,
            after: "closed",
            facts: { verdict: without.closeVerdict ?? "inconclusive", why: "detached" },
          },
        ]),
  ];
}
