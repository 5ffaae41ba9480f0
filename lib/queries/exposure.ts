import { queryOptions } from "@tanstack/react-query";

import type { ExposureView } from "#lib/domain/views/exposure-view.ts";
import { getJson } from "./get-json.ts";

/** What the person of a case took from shared vaults lately. Item usages come in every few seconds at most. */
export function exposureQuery(caseKey: string) {
  return queryOptions({
    queryKey: ["exposure", caseKey],
    queryFn: ({ signal }) =>
      getJson<ExposureView>(`/api/console/cases/${encodeURIComponent(caseKey)}/exposure`, signal),
    staleTime: 15_000,
  });
}
