import type { CaseStatus } from "#lib/domain/case.ts";
import type { Severity } from "#lib/domain/severity.ts";

export type QueueView =
  | "open"
  | "mine"
  | "unassigned"
  | "awaiting_approval"
  | "informational"
  | "closed"
  | "all";

/** The state of the queue, all of which stands in its address. */
export interface QueueSearch {
  view: QueueView;
  /** Empty: those of the view. */
  statuses: readonly CaseStatus[];
  severities: readonly Severity[];
  q: string;
  /** Null on the first page. */
  cursor: string | null;
  /** Cursors of the pages before this one: keyset pages know only the way forward. The first page needs none. */
  newer: readonly string[];
}

/** Rows of one page. */
export const queuePageSize = 50;
const pagesRemembered = 8;

/** The address's query in one fixed order, so that equal states have equal addresses. */
export function queueParams(search: QueueSearch): string {
  const params = new URLSearchParams();
  if (search.view !== "open") params.set("view", search.view);
  if (search.statuses.length > 0) params.set("status", search.statuses.join(","));
  if (search.severities.length > 0) params.set("severity", search.severities.join(","));
  if (search.q !== "") params.set("q", search.q);
  if (search.cursor !== null) params.set("cursor", search.cursor);
  if (search.newer.length > 0) params.set("newer", search.newer.join("."));
  return params.toString().replaceAll("%2C", ",");
}

/** The address of the same queue with something else; any change but of the page leads to the first page. */
export function queueHref(search: QueueSearch, change: Partial<QueueSearch>): string {
  const params = queueParams({ ...search, cursor: null, newer: [], ...change });
  return params === "" ? "/cases" : `/cases?${params}`;
}

export function olderHref(search: QueueSearch, nextCursor: string | null): string | null {
  if (nextCursor === null) return null;
  const newer = search.cursor === null ? [] : [...search.newer, search.cursor].slice(-pagesRemembered);
  return queueHref(search, { cursor: nextCursor, newer });
}

export function newerHref(search: QueueSearch): string | null {
  if (search.cursor === null) return null;
  return queueHref(search, { cursor: search.newer.at(-1) ?? null, newer: search.newer.slice(0, -1) });
}
