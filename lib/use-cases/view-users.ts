import type { Actor } from "#lib/domain/actor.ts";
import type { UserState } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isOpen } from "#lib/domain/request.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";
import type { DirectoryPage, UserView } from "#lib/domain/views/other-views.ts";
import type { CaseSummary, SubjectView } from "#lib/domain/views/parts.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { RequestRow } from "#lib/ports/store.ts";
import { requireReader } from "./authorise.ts";
import { findProposer } from "./find-proposer.ts";
import { loadTeam } from "./load-team.ts";
import { nextListingAt } from "./listing-pace.ts";
import { toSubjectView } from "./subject-view.ts";
import { tellEntries } from "./tell-entry.ts";
import { viewRequest } from "./view-approvals.ts";
import { toSignalView } from "./view-case.ts";
import { toRequestListItem } from "./view-request.ts";

export interface DirectoryRow extends SubjectView {
  /** Key of the person's open case. */
  openCaseKey: string | null;
}

export interface DirectoryView extends Omit<DirectoryPage, "items"> {
  items: DirectoryRow[];
  /** From when the listing may be refreshed by hand; null for those who may not. */
  refreshableAt: string | null;
}

/** A page of the directory copy, by name. */
export async function viewDirectory(
  services: Services,
  actor: Actor,
  input: { q: string; state: UserState | null; limit: number; cursor: string | null },
): Promise<DirectoryView> {
  requireReader(actor);
  const { subjects, cases } = services.stores;
  const [page, counts, listedAt] = await Promise.all([
    subjects.search(input),
    subjects.counts(),
    subjects.lastListedAt(),
  ]);
  const open = await Promise.all(page.items.map((subject) => cases.openOfSubject(subject.userId)));
  const mayRefresh = actor.kind === "person" && rolesAllow(actor.roles, "work_case");
  return {
    items: page.items.map((subject, index) => ({
      ...toSubjectView(subject),
      openCaseKey: open[index]?.key ?? null,
    })),
    nextCursor: page.nextCursor,
    ...counts,
    listedAt: listedAt?.toISOString() ?? null,
    refreshableAt: mayRefresh ? nextListingAt(services, listedAt).toISOString() : null,
  };
}

/** Something that was seen of, or done about, a person, with the case whose chain holds the entry. */
export type HistoryEntry = TimelineEntry & { caseKey: string };

export interface UserPage extends UserView {
  /** Requests that haven't ended, with their calls so far. */
  underWay: Pick<RequestView, "key" | "status" | "attempts">[];
  /** Newest first. */
  history: HistoryEntry[];
}

const casesShown = 50;
const chainsRead = 10;
const entriesRead = 300;
const historyShown = 60;

/** One person of the 1Password account with their cases, their requests and what happened to their state. */
export async function viewUser(
  services: Services,
  actor: Actor,
  input: { userId: string },
): Promise<UserPage> {
  requireReader(actor);
  const { stores } = services;
  const subject = await stores.subjects.byId(input.userId);
  if (!subject) throw new DomainError("not_found", { what: "person with this id in 1Password" });
  const [cases, requests, kept] = await Promise.all([
    stores.cases.ofSubject(subject.userId, casesShown),
    stores.requests.ofSubject(subject.userId, casesShown),
    stores.signals.keptWith(subject.userId, casesShown),
  ]);
  const team = await loadTeam(services);
  const names = await stores.people.names(requests.map((request) => request.requesterPersonId ?? ""));
  const caseOf = new Map(cases.map((found) => [found.id, found]));
  return {
    subject: toSubjectView(subject),
    cases: cases.map(toCaseSummary),
    kept: kept.map((signal) => toSignalView(signal, new Map())),
    requests: await Promise.all(
      requests.map(async (request) =>
        toRequestListItem(services, actor, {
          row: withCase(request, names, caseOf.get(request.caseId)),
          votes: await stores.requests.votes(request.id),
          team,
          proposedBy: await findProposer(services, request.proposedBy),
        }),
      ),
    ),
    underWay: await Promise.all(
      requests
        .filter((request) => isOpen(request.status))
        .map(async ({ id }) => {
          const { key, status, attempts } = await viewRequest(services, actor, { id });
          return { key, status, attempts };
        }),
    ),
    history: await tellHistory(services, cases.slice(0, chainsRead)),
  };
}

/** Types of entries that say something about the person's state, or about who asked for and decided on a change. */
const ofHistory = new Set([
  "request.submitted",
  "request.approved",
  "request.denied",
  "call.answered",
  "state.observed",
  "outcome.unknown",
  "outcome.needs_attention",
  "outcome.settled",
]);

async function tellHistory(services: Services, cases: readonly CaseRecord[]): Promise<HistoryEntry[]> {
  const chains = await Promise.all(
    cases.map(async ({ key }) => {
      const head = await services.stores.log.head(key);
      const afterN = Math.max(0, (head?.n ?? 0) - entriesRead);
      return services.stores.log.ofChain(key, { afterN, limit: entriesRead });
    }),
  );
  const newest = chains
    .flat()
    .filter((record) => ofHistory.has(record.type))
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.n - a.n)
    .slice(0, historyShown);
  const told = await tellEntries(services, newest);
  return told.map((entry, index) => ({ ...entry, caseKey: newest[index]?.chain ?? "" }));
}

function toCaseSummary({ key, title, severity, status, openedAt }: CaseRecord): CaseSummary {
  return { key, title, severity, status, openedAt: openedAt.toISOString() };
}

function withCase(
  request: RequestRecord,
  names: ReadonlyMap<string, string>,
  found: CaseRecord | undefined,
): RequestRow {
  return {
    ...request,
    requesterName: names.get(request.requesterPersonId ?? "") ?? null,
    subjectName: request.snapshot.name,
    subjectEmail: request.snapshot.email,
    caseTitle: found?.title ?? "",
    caseSeverity: found?.severity ?? "medium",
  };
}
