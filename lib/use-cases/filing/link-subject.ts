import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { worseSeverity } from "#lib/domain/severity.ts";
import type { CaseChange } from "#lib/ports/case-store.ts";
import type { UnlinkedSubject } from "#lib/ports/correlation-records.ts";
import type { CaseRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendToChains } from "#lib/use-cases/append-entries.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { aboutCase } from "./plan-subject.ts";

/** The case in which the subject's signals stand now; null where there is none open. */
export interface LinkedSubject {
  caseKey: string | null;
}

/**
 * A subject of its own turned out to be somebody of the directory: its cases become theirs. Where they have an open case
 * already, the signals go there, and the subject's own case closes as merged, pointing at it. `actor` null: the console
 * itself found the address in the directory. Throws `subject_unknown`.
 */
export async function linkSubject(
  services: Services,
  actor: Actor | null,
  input: { unlinkedId: string; userId: string },
): Promise<LinkedSubject> {
  const { stores, clock } = services;
  const keys = await retryOnConflict(async () => {
    const own = await stores.unlinkedSubjects.byId(input.unlinkedId);
    if (!own || own.ownKey === null) throw new DomainError("subject_unknown", { subject: input.unlinkedId });
    const target = await stores.subjects.byId(input.userId);
    if (!target || target.goneAt !== null || target.erasedAt !== null) {
      throw new DomainError("subject_unknown", { subject: input.userId });
    }
    const latest = await stores.cases.latestOfSubjects([own.userId, target.userId]);
    if (own.linkedTo === target.userId) return [latest.get(target.userId)?.key ?? null];
    const now = clock.now();
    const moves = await planMove(services, { own, target, latest, byPerson: actor !== null, now });
    await stores.commit([
      stores.personalData.requireErasedAt(target.userId, target.erasedAt),
      stores.unlinkedSubjects.link(own.userId, target.userId, now),
      ...moves.statements,
      ...(await appendToChains(services, actor ?? makeSystemActor("directory"), moves.chains)),
    ]);
    return moves.chains.map(({ chain }) => chain);
  });
  for (const key of keys) if (key !== null) services.hints.publish({ kind: "case", key });
  return { caseKey: keys[0] ?? null };
}

interface Moving {
  own: UnlinkedSubject;
  target: SubjectRecord;
  latest: ReadonlyMap<string, CaseRecord>;
  byPerson: boolean;
  now: Date;
}

async function planMove(
  services: Services,
  moving: Moving,
): Promise<{ statements: Statement[]; chains: { chain: string; drafts: EntryDraft[] }[] }> {
  const { own, target, latest, byPerson, now } = moving;
  const { stores } = services;
  const isOpen = (found: CaseRecord | undefined) => (found && found.status !== "closed" ? found : null);
  const [mine, theirs] = [isOpen(latest.get(own.userId)), isOpen(latest.get(target.userId))];
  const all = await stores.signals.idsOfSubject(own.userId);
  const how = { by: byPerson ? "person" : "directory" };
  const changes: CaseChange[] = [];
  const chains: { chain: string; drafts: EntryDraft[] }[] = [];
  const merged = mine && theirs ? mergeCases(mine, theirs, now) : null;
  if (mine && theirs && merged) {
    changes.push(
      { before: theirs, after: merged.into, search: searchOf(own, mine.key) },
      {
        before: mine,
        after: { ...merged.closed, subjectId: target.userId },
        search: searchOf(target, theirs.key),
      },
    );
    chains.push(
      { chain: theirs.key, drafts: [tookOver(merged.into, target, { mine, own, how })] },
      { chain: mine.key, drafts: [mergedAway(merged.closed, target, { theirs, own, how })] },
    );
  } else if (mine) {
    changes.push({
      before: mine,
      after: { ...mine, subjectId: target.userId, updatedAt: now },
      search: searchOf(target, mine.key),
    });
    chains.push({ chain: mine.key, drafts: [linkedEntry(mine, target, { own, how })] });
  }
  const others = (await stores.cases.ofSubject(own.userId, 1_000)).filter(({ id }) => id !== mine?.id);
  const place = { subjectId: target.userId, joinKey: "person" as const, viaSubjectId: own.userId };
  const inCases = Map.groupBy(all, ({ caseId }) => caseId);
  return {
    statements: [
      ...stores.cases.saveAll(changes),
      ...stores.unlinkedSubjects.moveCases(
        others.map(({ id }) => id),
        own.userId,
        target.userId,
      ),
      ...[...inCases].flatMap(([caseId, some]) =>
        stores.signals.follow(
          some.map(({ id }) => id),
          { caseId },
          {
            ...place,
            ...(merged && theirs && caseId === mine?.id
              ? { caseId: theirs.id, workflowId: theirs.workflowId, joinRule: "merged" as const }
              : {}),
          },
        ),
      ),
    ],
    chains,
  };
}

/** Both cases after the signals of the one went over into the other. */
export function mergeCases(
  from: CaseRecord,
  into: CaseRecord,
  now: Date,
): { into: CaseRecord; closed: CaseRecord } {
  const newer = from.newestSignalAt > into.newestSignalAt ? from : into;
  return {
    into: {
      ...into,
      severity: into.severityByPerson ? into.severity : worseSeverity(into.severity, from.severity),
      signalCount: into.signalCount + from.signalCount,
      newestSignalAt: newer.newestSignalAt,
      newestSignalTitle: newer.newestSignalTitle,
      updatedAt: now,
    },
    closed: {
      ...from,
      status: "closed",
      closedAt: now,
      updatedAt: now,
      closeVerdict: "duplicate",
      closeReason: `Merged into ${into.key}`,
      mergedInto: into.key,
      signalCount: 0,
      snoozedUntil: null,
      snoozeSeverity: null,
    },
  };
}

interface Told {
  own: UnlinkedSubject;
  how: { by: string };
}

function linkedEntry(found: CaseRecord, target: SubjectRecord, { own, how }: Told): EntryDraft {
  return {
    type: "case.changed",
    ...aboutCase(found, target),
    before: own.userId,
    after: target.userId,
    facts: { what: "subject", ...how },
  };
}

function tookOver(found: CaseRecord, target: SubjectRecord, { own, how, mine }: Told & { mine: CaseRecord }) {
  return {
    type: "case.changed" as const,
    ...aboutCase(found, target),
    before: own.userId,
    after: target.userId,
    facts: {
      what: "merge",
      from: mine.key,
      signals: String(mine.signalCount),
      severity: found.severity,
      ...how,
    },
  };
}

function mergedAway(
  found: CaseRecord,
  target: SubjectRecord,
  { how, theirs }: Told & { theirs: CaseRecord },
) {
  return {
    type: "case.closed" as const,
    ...aboutCase(found, target),
    before: found.status,
    after: "closed",
    facts: { verdict: "duplicate", mergedInto: theirs.key, ...how },
  };
}

function searchOf(
  { userId, name, email }: { userId: string; name: string; email: string },
  key: string,
): string {
  return [userId, name, email, key].join(" ");
}
