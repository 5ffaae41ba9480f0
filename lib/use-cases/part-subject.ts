import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { worseSeverity } from "#lib/domain/severity.ts";
import type { CaseChange } from "#lib/ports/case-store.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendToChains } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { caseSearchText, newCase } from "./case-from-signal.ts";
import { quote } from "./change-case.ts";
import { asSubject } from "./filing/find-subjects.ts";
import { personOf } from "./filing/link-waiting.ts";
import { aboutCase, opened } from "./filing/plan-subject.ts";
import { requireNoOpenRequest } from "./snooze-case.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

const signalsMoved = 10_000;

/**
 * Undoes a link: the subject is somebody of its own again, and what came under its key leaves the cases of the person
 * it was taken for. Throws `role_missing`, `reason_missing`, `not_found`, `case_has_open_request`, `invalid_input`.
 */
export async function partSubject(
  services: Services,
  actor: Actor,
  input: { unlinkedId: string; reason: string },
): Promise<{ caseKeys: string[] }> {
  requirePerson(actor, "work_case");
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const { stores } = services;
  const caseKeys = await retryOnConflict(async () => {
    const own = await stores.unlinkedSubjects.byId(input.unlinkedId);
    if (!own || own.ownKey === null || own.linkedTo === null)
      throw new DomainError("not_found", { what: "such link" });
    if ((await personOf(services, own)) === own.linkedTo) {
      throw new DomainError("invalid_input", {
        problem: "The directory itself says that this address is that person’s.",
      });
    }
    const parting = await planParting(services, { own: asSubject(own), reason });
    await stores.commit([
      stores.unlinkedSubjects.part(own.userId, own.linkedTo),
      ...stores.cases.saveAll(parting.changes),
      ...parting.moves,
      ...(await appendToChains(services, actor, parting.chains)),
    ]);
    return parting.chains.map(({ chain }) => chain);
  });
  for (const key of caseKeys) services.hints.publish({ kind: "case", key });
  return { caseKeys };
}

interface Parting {
  changes: CaseChange[];
  moves: Statement[];
  chains: { chain: string; drafts: EntryDraft[] }[];
}

async function planParting(
  services: Services,
  { own, reason }: { own: SubjectRecord; reason: string },
): Promise<Parting> {
  const { stores, clock } = services;
  const places = await stores.signals.idsVia(own.userId);
  const byCase = Map.groupBy(places, ({ caseId }) => caseId);
  const cases = await stores.cases.byIds(places.flatMap(({ caseId }) => (caseId === null ? [] : [caseId])));
  const parting: Parting = { changes: [], moves: [], chains: [] };
  const back = { subjectId: own.userId, viaSubjectId: null, joinRule: "parted" as const };
  // Of several cases that are all its own, only one can be the open one.
  let hasOpen = false;
  for (const [caseId, some] of byCase) {
    const ids = some.map(({ id }) => id);
    const found = caseId === null ? null : cases.get(caseId);
    if (!found) {
      parting.moves.push(...stores.signals.follow(ids, { caseId }, back));
      continue;
    }
    await requireNoOpenRequest(services, found.id);
    const isAllIts = ids.length === found.signalCount;
    if (found.status === "closed" && !isAllIts) continue;
    if (isAllIts && (found.status === "closed" || !hasOpen)) {
      hasOpen ||= found.status !== "closed";
      const after = { ...found, subjectId: own.userId, updatedAt: clock.now() };
      parting.changes.push({ before: found, after, search: `${own.email} ${own.userId}` });
      parting.moves.push(...stores.signals.follow(ids, { caseId }, back));
      parting.chains.push({
        chain: found.key,
        drafts: [parted(services, after, { own, reason, facts: {} })],
      });
      continue;
    }
    hasOpen = true;
    const all = await stores.signals.ofCase(found.id, signalsMoved);
    const fresh = await ownCase(services, { found, own, signals: all.filter(({ id }) => ids.includes(id)) });
    const left = caseWithout(
      found,
      all.filter(({ id }) => !ids.includes(id)),
      clock.now(),
    );
    parting.changes.push({ before: found, after: left, search: "" }, fresh);
    parting.moves.push(
      ...stores.signals.follow(
        ids,
        { caseId },
        { ...back, caseId: fresh.after.id, workflowId: fresh.after.workflowId },
      ),
    );
    parting.chains.push(
      {
        chain: found.key,
        drafts: [parted(services, found, { own, reason, facts: { to: fresh.after.key } })],
      },
      {
        chain: fresh.after.key,
        drafts: [
          opened(fresh.after, own),
          parted(services, fresh.after, { own, reason, facts: { from: found.key } }),
        ],
      },
    );
  }
  return parting;
}

async function ownCase(
  services: Services,
  { found, own, signals }: { found: CaseRecord; own: SubjectRecord; signals: SignalRecord[] },
): Promise<CaseChange> {
  const [newest] = signals;
  if (!newest) throw new DomainError("changed_meanwhile");
  const number = await services.stores.nextNumber("case");
  const now = services.clock.now();
  const after: CaseRecord = {
    ...newCase(services, newest, { subject: own, number, now, previousKey: found.key }),
    severity: signals.map(({ severity }) => severity).reduce(worseSeverity),
    signalCount: signals.length,
  };
  return { before: null, after, search: caseSearchText(after, own, newest) };
}

function caseWithout(found: CaseRecord, others: readonly SignalRecord[], now: Date): CaseRecord {
  const [newest] = others;
  return {
    ...found,
    updatedAt: now,
    signalCount: others.length,
    severity:
      found.severityByPerson || !newest
        ? found.severity
        : others.map(({ severity }) => severity).reduce(worseSeverity),
    newestSignalAt: newest?.receivedAt ?? found.newestSignalAt,
    newestSignalTitle: newest?.title ?? found.newestSignalTitle,
  };
}

function parted(
  services: Services,
  found: CaseRecord,
  { own, reason, facts }: { own: SubjectRecord; reason: string; facts: Record<string, string> },
): EntryDraft {
  return {
    type: "case.changed",
    ...aboutCase(found, own),
    facts: { what: "part", ...facts },
    private: [quote(services, found, "reason", reason)],
  };
}
