import type { EntryDraft } from "#lib/domain/entry.ts";
import type { JoinRule } from "#lib/domain/join.ts";
import type { CaseChange } from "#lib/ports/case-store.ts";
import type { CaseRecord, SignalRecord, SubjectRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { subjectHolder } from "#lib/use-cases/append-entries.ts";
import {
  caseSearchText,
  caseWithSignal,
  newCase,
  signalSearchText,
} from "#lib/use-cases/case-from-signal.ts";
import type { FileInput } from "./file-input.ts";
import { signalEntry } from "./signal-record.ts";

/** What the signals about one subject make of its case. */
export interface SubjectPlan {
  subject: SubjectRecord;
  change: CaseChange | null;
  signals: { record: SignalRecord; raw: Uint8Array }[];
  entries: Map<string, EntryDraft[]>;
}

/** Signals of one subject that are news, in the order of their coming. */
export interface News {
  input: FileInput;
  record: SignalRecord;
}

/** Whether the signals will need a number for a new case. */
export function opensCase(
  latest: CaseRecord | null,
  news: readonly News[],
  about: { subject: SubjectRecord; now: Date; reopenMs: number },
): boolean {
  return news.some(({ input }) => !input.signal.context) && !(latest && joins(latest, about));
}

/**
 * Puts the signals into the open case of their subject, opens one, or opens the one again that was closed lately.
 * `number` is the new case's, where `opensCase` said so.
 */
export function planSubject(
  services: Services,
  latest: CaseRecord | null,
  given: { subject: SubjectRecord; news: readonly News[]; number: number | null; reopenMs: number },
): SubjectPlan {
  const { subject, news, number, reopenMs } = given;
  const now = services.clock.now();
  const plan: SubjectPlan = { subject, change: null, signals: [], entries: new Map() };
  const before = latest && joins(latest, { subject, now, reopenMs }) ? latest : null;
  let current = before?.status === "closed" ? null : before;
  const search: string[] = [];
  for (const { input, record } of news) {
    if (current === null && input.signal.context) {
      keep(plan, record, input);
      continue;
    }
    const rule = ruleOf(current, before, latest);
    const was = current ?? before;
    const after: CaseRecord =
      was === null
        ? newCase(services, record, {
            subject,
            number: needed(number),
            now,
            previousKey: latest?.key ?? null,
          })
        : caseWithSignal(was, record, now);
    const filed: SignalRecord = { ...record, caseId: after.id, workflowId: after.workflowId, joinRule: rule };
    plan.signals.push({ record: filed, raw: input.delivery.raw });
    add(plan, after.key, [
      ...(was === null ? [opened(after, subject)] : []),
      signalEntry(filed, aboutCase(after, subject), {
        holder: subjectHolder(subject.accountId, subject.userId),
      }),
      ...(was === null ? [] : changes(was, after, subject)),
    ]);
    search.push(was === null ? caseSearchText(after, subject, filed) : signalSearchText(filed));
    current = after;
  }
  if (current !== null && search.length > 0) {
    plan.change = { before, after: current, search: search.join(" ") };
  }
  return plan;
}

function ruleOf(current: CaseRecord | null, before: CaseRecord | null, latest: CaseRecord | null): JoinRule {
  if (current !== null) return "joined";
  if (before !== null) return "reopened";
  return latest === null ? "opened" : "linked_case";
}

function joins(
  newest: CaseRecord,
  { subject, now, reopenMs }: { subject: SubjectRecord; now: Date; reopenMs: number },
): boolean {
  if (newest.status !== "closed") return true;
  // Of a case from before the erasure nothing is left to go on with.
  if (subject.erasedAt !== null && newest.openedAt <= subject.erasedAt) return false;
  return newest.closedAt !== null && now.getTime() - newest.closedAt.getTime() <= reopenMs;
}

function keep(plan: SubjectPlan, record: SignalRecord, input: FileInput): void {
  const { subject } = plan;
  const kept: SignalRecord = { ...record, joinRule: "kept" };
  plan.signals.push({ record: kept, raw: input.delivery.raw });
  const about = { workflowId: null, subject: { account: subject.accountId, userId: subject.userId } };
  const holder = subjectHolder(subject.accountId, subject.userId);
  add(plan, `source:${record.source}`, [signalEntry(kept, about, { holder })]);
}

function add(plan: SubjectPlan, chain: string, drafts: EntryDraft[]): void {
  plan.entries.set(chain, [...(plan.entries.get(chain) ?? []), ...drafts]);
}

export function aboutCase(
  found: CaseRecord,
  subject: SubjectRecord,
): Pick<EntryDraft, "workflowId" | "subject"> {
  return {
    workflowId: found.workflowId,
    subject: { account: subject.accountId, userId: subject.userId },
  };
}

export function opened(found: CaseRecord, subject: SubjectRecord): EntryDraft {
  return {
    type: "case.opened",
    ...aboutCase(found, subject),
    after: "new",
    facts: {
      severity: found.severity,
      ...(found.previousKey !== null && { previous: found.previousKey }),
      ...(subject.erasedAt !== null && { afterErasure: "yes" }),
    },
  };
}

/** What a signal changed of the case, beside that it is in it. */
export function changes(before: CaseRecord, after: CaseRecord, subject: SubjectRecord): EntryDraft[] {
  const changed = (
    what: string,
    from: string | null,
    to: string | null,
    facts: Record<string, string> = {},
  ) => ({
    type: "case.changed" as const,
    ...aboutCase(after, subject),
    before: from,
    after: to,
    facts: { what, ...facts },
  });
  return [
    ...(before.status === after.status ? [] : [changed("status", before.status, after.status)]),
    ...(before.severity === after.severity ? [] : [changed("severity", before.severity, after.severity)]),
    ...(before.snoozedUntil !== null && after.snoozedUntil === null
      ? [changed("snooze", "snoozed", "awake", { step: "woke", by: "signal" })]
      : []),
  ];
}

function needed(number: number | null): number {
  if (number === null) throw new Error("A case opens without a number.");
  return number;
}
