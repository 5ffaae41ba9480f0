import { queryOptions } from "@tanstack/react-query";

import type { Action } from "#lib/domain/directory.ts";
import type { CaseView, TimelineEntry } from "#lib/domain/views/case-view.ts";
import type { RequestPreview } from "#lib/domain/views/request-preview.ts";
import { getJson } from "./get-json.ts";

const underWay = new Set(["approved", "executing", "unknown"]);
const underWayPollMs = 2_000;

/** One case with everything on its page. Asked for often while a call is under way, in case a hint gets lost. */
export function caseQuery(key: string) {
  return queryOptions({
    queryKey: ["case", key],
    queryFn: ({ signal }) => getJson<CaseView>(`/api/console/cases/${encodeURIComponent(key)}`, signal),
    refetchInterval: ({ state }) =>
      state.data?.requests.some((request) => underWay.has(request.status)) ? underWayPollMs : false,
  });
}

/** A page of the case's chain: the entries after number `afterN`. They never change, so they are never asked twice. */
export function timelinePageQuery(key: string, afterN: number) {
  return queryOptions({
    queryKey: ["case-timeline", key, afterN],
    queryFn: ({ signal }) =>
      getJson<{ entries: TimelineEntry[]; total: number }>(
        `/api/console/cases/${encodeURIComponent(key)}/timeline?afterN=${afterN}`,
        signal,
      ),
    staleTime: Infinity,
  });
}

/** What a request would rest on if it were made now; read anew for each opening of the form. */
export function requestPreviewQuery(key: string, action: Action) {
  return queryOptions({
    queryKey: ["case", key, "preview", action],
    queryFn: ({ signal }) =>
      getJson<RequestPreview>(
        `/api/console/cases/${encodeURIComponent(key)}/preview?action=${action}`,
        signal,
      ),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
}
