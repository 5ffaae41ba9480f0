import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { QueuePage, QueueRow } from "#lib/domain/views/case-view.ts";
import { getJson } from "#lib/queries/get-json.ts";

/** One page of the queue; `search` is the address's own query, so that page and route can't read it differently. */
export function queueQuery(search: string) {
  return queryOptions({
    queryKey: ["queue", "page", search],
    queryFn: ({ signal }) => getJson<QueuePage>(`/api/console/queue?${search}`, signal),
  });
}

/** Rows by their keys: what became of those that are on the screen but no longer in the page. */
export function queueRowsQuery(keys: readonly string[]) {
  const list = keys.toSorted().join(",");
  return queryOptions({
    queryKey: ["queue", "rows", list],
    queryFn: ({ signal }) => getJson<{ items: QueueRow[] }>(`/api/console/queue/rows?keys=${list}`, signal),
    enabled: list !== "",
    placeholderData: keepPreviousData,
  });
}
