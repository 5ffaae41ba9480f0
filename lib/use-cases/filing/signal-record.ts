import type { EntryDraft } from "#lib/domain/entry.ts";
import { plainFiling } from "#lib/domain/plain-filing.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { SignalRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { FileInput } from "./file-input.ts";
import type { FoundSubject } from "./find-subjects.ts";
import type { Judged } from "./judge-repeat.ts";

/** The signal as it is kept, before it has a place. */
export function toRecord(
  services: Services,
  input: FileInput,
  about: { found: FoundSubject; fingerprint: string; judged: Extract<Judged, { repeats: null }> },
): SignalRecord {
  const { found, fingerprint, judged } = about;
  const now = services.clock.now();
  return {
    ...input.signal,
    ...plainFiling,
    id: services.ids.next(),
    nativeId: judged.nativeId,
    source: input.delivery.source,
    caseId: null,
    workflowId: null,
    subjectId: found.subject?.userId ?? null,
    receivedAt: input.delivery.receivedAt < now ? input.delivery.receivedAt : now,
    traceparent: input.delivery.traceparent,
    signature: input.delivery.signature,
    reporterPersonId: input.reporterPersonId ?? null,
    fingerprint,
    duplicates: 0,
    joinRule: "unlinked",
    joinKey: found.joinKey,
    viaSubjectId: found.via,
    revisionOf: judged.revisionOf,
    idUsedTwice: judged.idUsedTwice,
    rawSha256: sha256Hex(input.delivery.raw),
  };
}

/** The entry that a signal was received. Its texts are encrypted under `holder`'s key. */
export function signalEntry(
  record: SignalRecord,
  about: Pick<EntryDraft, "workflowId" | "subject">,
  options: { holder: string; facts?: Record<string, string> },
): EntryDraft {
  const { holder, facts } = options;
  return {
    type: "signal.received",
    ...about,
    cause: { signals: [record.id], policy: null },
    facts: {
      source: record.source,
      signature: record.signature,
      severity: record.severity,
      rawSha256: record.rawSha256,
      ...(record.joinRule !== "unstated" && { rule: record.joinRule, matched: record.joinKey }),
      ...(isPlainId(record.alertId) && { alertId: record.alertId }),
      ...(record.revisionOf !== null && { revisionOf: record.revisionOf }),
      ...(record.idUsedTwice && { idUsedTwice: "yes" }),
      ...facts,
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
