import type { Actor } from "#lib/domain/actor.ts";
import { type CaseStatus, caseStatuses } from "#lib/domain/case.ts";
import { severities, type Severity } from "#lib/domain/severity.ts";
import type { QueueCounts, QueuePage, QueueRow } from "#lib/domain/views/case-view.ts";
import type { Services } from "#lib/ports/services.ts";
import type { CaseFilter, CaseRow } from "#lib/ports/case-store.ts";
import { requireReader } from "./authorise.ts";
import { toSubjectView } from "./subject-view.ts";

export interface QueueQuery {
  /** Empty: every open status. */
  statuses: CaseStatus[];
  /** Empty: every severity but informational, which stays out unless asked for. */
  severities: Severity[];
  owner: "anybody" | "me" | "nobody";
  /** Only what is snoozed; otherwise that is left out of the open ones unless somebody looks for words. */
  snoozed?: boolean;
  q: string;
  limit: number;
  cursor: string | null;
}

export const openCaseStatuses = caseStatuses.filter((status) => status !== "closed");
const defaultSeverities = severities.filter((severity) => severity !== "informational");

/** A page of the queue with its exact total. Costs the same however many cases there are. */
export async function viewQueue(services: Services, actor: Actor, query: QueueQuery): Promise<QueuePage> {
  requireReader(actor);
  const filter = toFilter(actor, query);
  const [page, total] = await Promise.all([
    services.stores.cases.list({ filter, limit: query.limit, cursor: query.cursor }),
    services.stores.cases.total(filter),
  ]);
  return { items: page.items.map(toQueueRow), nextCursor: page.nextCursor, ...total };
}

/** The counts beside the built-in views. */
export async function viewQueueCounts(services: Services, actor: Actor): Promise<QueueCounts> {
  requireReader(actor);
  const { cases, signals } = services.stores;
  const counts = await cases.counts();
  const sum = (fits: (status: CaseStatus | "snoozed", severity: Severity) => boolean) =>
    counts.reduce((total, row) => total + (fits(row.status, row.severity) ? row.count : 0), 0);
  const ofOwner = async (ownerPersonId: string | null) =>
    (
      await cases.total({
        statuses: openCaseStatuses,
        severities: defaultSeverities,
        ownerPersonId,
      })
    ).total;
  const isAwake = (status: CaseStatus | "snoozed") => status !== "closed" && status !== "snoozed";
  const shown = (severity: Severity) => severity !== "informational";
  return {
    open: sum((status, severity) => isAwake(status) && shown(severity)),
    mine: actor.kind === "person" ? await ofOwner(actor.personId) : 0,
    unassigned: await ofOwner(null),
    awaitingApproval: sum((status) => status === "awaiting_approval"),
    informational: sum((status, severity) => isAwake(status) && !shown(severity)),
    snoozed: sum((status) => status === "snoozed"),
    closed: sum((status) => status === "closed"),
    all: sum(() => true),
    unlinkedSignals: await signals.unlinkedCount(),
  };
}

export function toQueueRow(row: CaseRow): QueueRow {
  return {
    key: row.key,
    workflowId: row.workflowId,
    title: row.title,
    status: row.status,
    severity: row.severity,
    owner: row.ownerName,
    openedAt: row.openedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    subject: toSubjectView(row.subject),
    signalCount: row.signalCount,
    newestSignalTitle: row.newestSignalTitle,
    newestSignalAt: row.newestSignalAt.toISOString(),
    request: row.openRequest,
    earlierCases: row.earlierCases,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
  };
}

function toFilter(actor: Actor, query: QueueQuery): CaseFilter {
  const filter: CaseFilter = {
    statuses: query.statuses.length > 0 ? query.statuses : openCaseStatuses,
    severities: query.severities.length > 0 ? query.severities : defaultSeverities,
  };
  if (query.owner === "nobody") filter.ownerPersonId = null;
  // A key owns no cases: "mine" is then empty, not everybody's.
  if (query.owner === "me") filter.ownerPersonId = actor.kind === "person" ? actor.personId : "nobody";
  if (query.q.trim() !== "") {
    filter.q = query.q;
    filter.snoozed = "too";
  }
  if (query.snoozed) filter.snoozed = "only";
  return filter;
}
