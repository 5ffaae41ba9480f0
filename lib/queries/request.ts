import { queryOptions } from "@tanstack/react-query";

import type { RequestView } from "#lib/domain/views/request-view.ts";
import { getJson } from "./get-json.ts";

/** One request with everything that the decision sheet shows. */
export function requestQuery(key: string) {
  return queryOptions({
    queryKey: ["request", key],
    queryFn: ({ signal }) => getJson<RequestView>(`/api/console/requests/${encodeURIComponent(key)}`, signal),
  });
}
