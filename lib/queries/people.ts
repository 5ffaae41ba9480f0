import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import type { SubjectView } from "#lib/domain/views/parts.ts";
import { getJson } from "#lib/queries/get-json.ts";

/** People of the directory copy whose name, e-mail or id holds every word of `q`. */
export function peopleQuery(q: string) {
  return queryOptions({
    queryKey: ["people", q],
    queryFn: ({ signal }) =>
      getJson<{ items: SubjectView[] }>(`/api/console/people-search?q=${encodeURIComponent(q)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
