import type { Actor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendToChains, signalHolder } from "#lib/use-cases/append-entries.ts";
import type { FiledSignal, FileInput } from "./file-input.ts";
import { findSubjects, type FoundSubject } from "./find-subjects.ts";
import { loadSeen, rememberSeen } from "./load-seen.ts";
import { type Judged, judgeRepeat } from "./judge-repeat.ts";
import { linkSubject } from "./link-subject.ts";
import { type News, opensCase, planSubject, type SubjectPlan } from "./plan-subject.ts";
import { reopenWindowMs } from "./reopen-window.ts";
import { repeatStatements } from "./keep-repeats.ts";
import { fingerprintOf } from "./signal-keys.ts";
import { signalEntry, toRecord } from "./signal-record.ts";

/** What became of each, in their order, and whether some subject was not to be found. */
export interface FiledBatch {
  filed: FiledSignal[];
  missed: boolean;
}

/**
 * Files many signals in one commit. It decides on what is true now; somebody who was faster makes it a `Conflict`, and
 * nothing of it is kept.
 */
export async function fileBatch(
  services: Services,
  actor: Actor,
  inputs: readonly FileInput[],
): Promise<FiledBatch> {
  const { found, missed } = await findAndLink(services, inputs);
  const judged = await judgeAll(services, inputs, found);
  const plans = await planAll(services, inputs, judged);
  const unlinked = judged.filter((one) => one.record !== null && one.found.subject === null);
  await services.stores.commit([
    ...freshSubjects(services, judged),
    ...(await planStatements(services, plans)),
    ...services.stores.signals.insertAll([
      ...plans.flatMap(({ signals }) => signals),
      ...unlinked.flatMap(({ record, index }) =>
        record === null ? [] : [{ record, raw: inputs[index]?.delivery.raw ?? new Uint8Array() }],
      ),
    ]),
    // After the signals: what repeats one may have come in the same body.
    ...repeatStatements(services, inputs, judged),
    ...(await appendToChains(services, actor, chainsOf(plans, unlinked))),
  ]);
  return { filed: await answers(services, judged, plans), missed };
}

/** One signal, judged: either it has a record and is news, or it repeats another one. */
export interface One {
  index: number;
  found: FoundSubject;
  record: SignalRecord | null;
  repeats: SignalRecord | null;
  reason: FiledSignal["reason"];
}

async function findAndLink(services: Services, inputs: readonly FileInput[]) {
  const first = await findSubjects(services, inputs);
  if (first.learnt.length === 0) return first;
  // The directory knows by now whom some addresses belong to: their own cases go there before anything is filed.
  for (const { unlinked, userId } of first.learnt) {
    await linkSubject(services, null, { unlinkedId: unlinked.userId, userId });
  }
  return findSubjects(services, inputs);
}

async function judgeAll(
  services: Services,
  inputs: readonly FileInput[],
  found: readonly FoundSubject[],
): Promise<One[]> {
  const about = inputs.map((input, index) => {
    const at = found[index];
    const subjectIds = [at?.subject?.userId, at?.via].filter((id) => typeof id === "string");
    const fingerprints = (subjectIds.length === 0 ? [null] : subjectIds).map((id) =>
      fingerprintOf(input, id),
    );
    return { subjectIds, fingerprints };
  });
  const seen = await loadSeen(
    services,
    inputs,
    about.flatMap(({ fingerprints }) => fingerprints),
  );
  return inputs.map((input, index): One => {
    const at = found[index] ?? { subject: null, fresh: null, via: null, joinKey: "none" };
    const known = about[index] ?? { subjectIds: [], fingerprints: [] };
    const judged: Judged = judgeRepeat(input, known, seen);
    if (judged.repeats !== null) {
      return { index, found: at, record: null, repeats: judged.repeats, reason: judged.reason };
    }
    const fingerprint = known.fingerprints[0] ?? "";
    const record = toRecord(services, input, { found: at, fingerprint, judged });
    rememberSeen(seen, record);
    return { index, found: at, record, repeats: null, reason: null };
  });
}

async function planAll(
  services: Services,
  inputs: readonly FileInput[],
  judged: readonly One[],
): Promise<SubjectPlan[]> {
  const groups = new Map<string, { subject: SubjectRecord; news: News[] }>();
  for (const { index, found, record } of judged) {
    const input = inputs[index];
    if (!input || record === null || found.subject === null) continue;
    const group = groups.get(found.subject.userId) ?? { subject: found.subject, news: [] };
    group.news.push({ input, record });
    groups.set(found.subject.userId, group);
  }
  const { stores, clock } = services;
  const latest = await stores.cases.latestOfSubjects([...groups.keys()]);
  const reopenMs = await reopenWindowMs(services);
  const now = clock.now();
  const all = [...groups.values()].sort((a, b) => (a.subject.userId < b.subject.userId ? -1 : 1));
  const opening = all.filter(({ subject, news }) =>
    opensCase(latest.get(subject.userId) ?? null, news, { subject, now, reopenMs }),
  );
  const numbers = opening.length === 0 ? [] : await stores.nextNumbers("case", opening.length);
  return all.map((group) => {
    const number = numbers[opening.indexOf(group)] ?? null;
    return planSubject(services, latest.get(group.subject.userId) ?? null, { ...group, number, reopenMs });
  });
}

function freshSubjects({ stores }: Services, judged: readonly One[]): Statement[] {
  const fresh = new Map(
    judged.flatMap(({ found, record }) =>
      found.fresh && record !== null ? [[found.fresh.userId, found.fresh] as const] : [],
    ),
  );
  return [...fresh.values()].map((subject) => stores.unlinkedSubjects.insert(subject));
}

async function planStatements({ stores }: Services, plans: readonly SubjectPlan[]): Promise<Statement[]> {
  return [
    // Whoever was erased since they were found is found again: their name doesn't come back with this signal.
    ...plans.map(({ subject }) => stores.personalData.requireErasedAt(subject.userId, subject.erasedAt)),
    ...stores.cases.saveAll(plans.flatMap(({ change }) => (change === null ? [] : [change]))),
  ];
}

function chainsOf(
  plans: readonly SubjectPlan[],
  unlinked: readonly One[],
): { chain: string; drafts: EntryDraft[] }[] {
  const chains = new Map<string, EntryDraft[]>();
  const add = (chain: string, drafts: readonly EntryDraft[]) => {
    const before = chains.get(chain) ?? [];
    before.push(...drafts);
    chains.set(chain, before);
  };
  for (const { entries } of plans) for (const [chain, drafts] of entries) add(chain, drafts);
  for (const { record } of unlinked) {
    if (record === null) continue;
    const holder = signalHolder(record.id);
    add(`source:${record.source}`, [signalEntry(record, { workflowId: null, subject: null }, { holder })]);
  }
  return [...chains].map(([chain, drafts]) => ({ chain, drafts }));
}

async function answers(
  { stores }: Services,
  judged: readonly One[],
  plans: readonly SubjectPlan[],
): Promise<FiledSignal[]> {
  const placed = new Map(plans.flatMap(({ signals }) => signals.map(({ record }) => [record.id, record])));
  const keys = new Map(
    plans.flatMap(({ change }) => (change === null ? [] : [[change.after.id, change.after.key] as const])),
  );
  const signals = judged.map(({ record, repeats }) => {
    const one = record ?? repeats;
    if (one === null) throw new Error("A signal is neither news nor a repeat.");
    // A repeat of something in the same body: that has its place by now.
    return placed.get(one.id) ?? one;
  });
  const others = signals.flatMap(({ caseId }) => (caseId === null || keys.has(caseId) ? [] : [caseId]));
  const found =
    others.length === 0 ? new Map<string, CaseRecord>() : await stores.cases.byIds([...new Set(others)]);
  return signals.map(({ id, caseId, workflowId }, index) => ({
    status: (judged[index]?.reason ?? null) === null ? "accepted" : "duplicate",
    signalId: id,
    caseKey: caseId === null ? null : (keys.get(caseId) ?? found.get(caseId)?.key ?? null),
    workflowId,
    reason: judged[index]?.reason ?? null,
  }));
}
