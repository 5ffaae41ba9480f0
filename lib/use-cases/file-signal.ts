import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { type Delivery, type Signal } from "#lib/domain/signal.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, signalHolder, subjectHolder } from "./append-entries.ts";
import { caseSearchText, caseWithSignal, newCase } from "./case-from-signal.ts";
import { keepApart } from "./keep-apart.ts";
import { resolveSubject } from "./resolve-subject.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { createTurns } from "./take-turns.ts";

/** A repeat within this span is counted on the first one and files nothing. */
const duplicateWindowMs = 60 * 60_000;

const turns = createTurns();

export interface FiledSignal {
  status: "accepted" | "duplicate";
  signalId: string;
  /** Null while the signal is linked to nobody. */
  caseKey: string | null;
  workflowId: string | null;
  reason: "same_id" | "same_fingerprint" | null;
}

/**
 * Files a signal under the open case of its subject, opens one, or re-opens the one that was closed lately. A signal
 * whose subject can't be told is kept as unlinked and shown; it is never dropped and never guessed.
 */
export async function fileSignal(
  services: Services,
  actor: Actor,
  input: { signal: Signal; delivery: Delivery; reporterPersonId?: string },
): Promise<FiledSignal> {
  const resolved = await resolveSubject(services, input.signal.subject);
  const decide = () =>
    retryOnConflict(async () => {
      const subject = resolved && (await services.stores.subjects.byId(resolved.userId));
      const distinct = { ...input, signal: await keepApart(services, input) };
      const repeated = await findRepeated(services, distinct, subject);
      if (repeated) {
        await services.stores.commit([
          services.stores.signals.countDuplicate(repeated.signal.id, services.clock.now()),
        ]);
        return asFiled(services, repeated.signal, repeated.reason);
      }
      return subject
        ? fileUnderCase(services, actor, distinct, subject)
        : keepUnlinked(services, actor, distinct);
    });
  const filed = await turns(resolved?.userId ?? `source:${input.delivery.source}`, decide);
  if (filed.caseKey) services.hints.publish({ kind: "case", key: filed.caseKey });
  return filed;
}

type Input = Parameters<typeof fileSignal>[2];

async function fileUnderCase(
  services: Services,
  actor: Actor,
  input: Input,
  subject: SubjectRecord,
): Promise<FiledSignal> {
  const { stores } = services;
  const now = services.clock.now();
  const newest = await stores.cases.newestOfSubject(subject.userId);
  const before = newest && joins(newest, now, subject) ? newest : null;
  const record = toRecord(services, input, subject, now);
  const after = before ? caseWithSignal(before, record, now) : await newCase(services, record, subject, now);
  const filed: SignalRecord = { ...record, caseId: after.id, workflowId: after.workflowId };

  const entries: EntryDraft[] = [];
  const about = {
    workflowId: after.workflowId,
    subject: { account: subject.accountId, userId: subject.userId },
  };
  if (!before)
    entries.push({
      type: "case.opened",
      ...about,
      after: "new",
      facts: { severity: after.severity, ...(subject.erasedAt !== null && { afterErasure: "yes" }) },
    });
  entries.push(signalEntry(filed, about, subjectHolder(subject.accountId, subject.userId)));
  if (before && before.status !== after.status) {
    entries.push({
      type: "case.changed",
      ...about,
      before: before.status,
      after: after.status,
      facts: { what: "status" },
    });
  }
  if (before && before.severity !== after.severity) {
    entries.push({
      type: "case.changed",
      ...about,
      before: before.severity,
      after: after.severity,
      facts: { what: "severity" },
    });
  }
  const search = caseSearchText(after, subject, filed);
  await stores.commit([
    // Whoever was erased since they were found is found again: their name doesn't come back with this signal.
    stores.personalData.requireErasedAt(subject.userId, subject.erasedAt),
    ...(before ? stores.cases.update(before, after, search) : stores.cases.insert(after, search)),
    stores.signals.insert(filed, input.delivery.raw),
    ...(await appendEntries(services, actor, after.key, entries)),
  ]);
  return asFiled(services, filed, null);
}

async function keepUnlinked(services: Services, actor: Actor, input: Input): Promise<FiledSignal> {
  const { stores } = services;
  const record = toRecord(services, input, null, services.clock.now());
  const chain = `source:${record.source}`;
  await stores.commit([
    stores.signals.insert(record, input.delivery.raw),
    ...(await appendEntries(services, actor, chain, [
      signalEntry(record, { workflowId: null, subject: null }, signalHolder(record.id)),
    ])),
  ]);
  services.hints.publish({ kind: "settings" });
  return asFiled(services, record, null);
}

async function findRepeated(
  services: Services,
  input: Input,
  subject: SubjectRecord | null,
): Promise<{ signal: SignalRecord; reason: "same_id" | "same_fingerprint" } | null> {
  const { signals } = services.stores;
  const { nativeId } = input.signal;
  if (nativeId !== null) {
    const same = await signals.byNativeId(input.delivery.source, nativeId);
    if (same) return { signal: same, reason: "same_id" };
  }
  const since = new Date(input.delivery.receivedAt.getTime() - duplicateWindowMs);
  const alike = await signals.byFingerprint(fingerprint(input, subject), since);
  return alike ? { signal: alike, reason: "same_fingerprint" } : null;
}

/** A closed case takes a new signal for a week; after that the signal opens a new one. */
const reopensWithinMs = 7 * 24 * 3_600_000;

function joins(newest: CaseRecord, now: Date, { erasedAt }: SubjectRecord): boolean {
  if (newest.status !== "closed") return true;
  // Of a case from before the erasure nothing is left to go on with.
  if (erasedAt !== null && newest.openedAt <= erasedAt) return false;
  return newest.closedAt !== null && now.getTime() - newest.closedAt.getTime() <= reopensWithinMs;
}

function toRecord(services: Services, input: Input, subject: SubjectRecord | null, now: Date): SignalRecord {
  return {
    ...input.signal,
    id: services.ids.next(),
    source: input.delivery.source,
    caseId: null,
    workflowId: null,
    subjectId: subject?.userId ?? null,
    receivedAt: input.delivery.receivedAt < now ? input.delivery.receivedAt : now,
    traceparent: input.delivery.traceparent,
    signature: input.delivery.signature,
    reporterPersonId: input.reporterPersonId ?? null,
    fingerprint: fingerprint(input, subject),
    duplicates: 0,
    rawSha256: sha256Hex(input.delivery.raw),
  };
}

function fingerprint({ signal, delivery }: Input, subject: SubjectRecord | null): string {
  const about =
    subject?.userId ?? signal.subject.email ?? signal.subject.username ?? signal.subject.displayName;
  const parts = [delivery.source, signal.ruleId, about, signal.severity, signal.title, signal.ip];
  return sha256Hex(JSON.stringify(parts));
}

function signalEntry(
  record: SignalRecord,
  about: Pick<EntryDraft, "workflowId" | "subject">,
  holder: string,
): EntryDraft {
  return {
    type: "signal.received",
    ...about,
    cause: { signals: [record.id], policy: null },
    facts: {
      source: record.source,
      signature: record.signature,
      severity: record.severity,
      rawSha256: record.rawSha256,
      ...(isPlainId(record.alertId) && { alertId: record.alertId }),
    },
    private: [
      { field: "title", holder, text: record.title },
      ...(record.alertId === null || isPlainId(record.alertId)
        ? []
        : [{ field: "alertId", holder, text: record.alertId }]),
    ],
  };
}

/** An id that a machine made. Anything else may name a person, and stands encrypted. */
function isPlainId(id: string | null): id is string {
  return id !== null && /^[A-Za-z0-9_.:#/-]{1,100}$/.test(id);
}

async function asFiled(
  services: Services,
  signal: SignalRecord,
  reason: FiledSignal["reason"],
): Promise<FiledSignal> {
  const found = signal.caseId === null ? null : await services.stores.cases.byId(signal.caseId);
  return {
    status: reason === null ? "accepted" : "duplicate",
    signalId: signal.id,
    caseKey: found?.key ?? null,
    workflowId: signal.workflowId,
    reason,
  };
}
