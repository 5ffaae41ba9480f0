import { listAddress } from "#components/list-address.ts";
import type { PageTrail } from "#components/page-trail.ts";
import type { CaseStatus } from "#lib/domain/case.ts";
import type { Severity } from "#lib/domain/severity.ts";

export const queueViews = [
  "open",
  "mine",
  "unassigned",
  "awaiting_approval",
  "informational",
  "snoozed",
  "closed",
  "all",
] as const;
export type QueueView = (typeof queueViews)[number];

/** The state of the queue, all of which stands in its address. */
export interface QueueSearch {
  view: QueueView;
  /** Empty: those of the view. */
  statuses: readonly CaseStatus[];
  severities: readonly Severity[];
  q: string;
  trail: PageTrail;
}

/** Rows of one page. */
export const queuePageSize = 50;

/** The filters as the address writes them; what is as it would be anyway stays out. */
export function queueFilters({ view, statuses, severities, q }: QueueSearch): Record<string, string> {
  return {
    view: view === "open" ? "" : view,
    status: statuses.join(","),
    severity: severities.join(","),
    q,
  };
}

/** The address of the same queue with something else; any change but of the page leads to the first page. */
export function queueHref(search: QueueSearch, change: Partial<QueueSearch>): string {
  const next = { ...search, trail: [], ...change };
  return listAddress("/cases", queueFilters(next), next.trail).replaceAll("%2C", ",");
}
