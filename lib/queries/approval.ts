import { queryOptions } from "@tanstack/react-query";

import type { RequestListPage } from "#lib/domain/views/request-view.ts";
import { getJson } from "./get-json.ts";

export type ApprovalsTab = "pending" | "under-way" | "history" | "mine";

/** A tab of the approvals inbox. */
export function approvalsQuery(tab: ApprovalsTab, cursor: string | null = null) {
  const query = new URLSearchParams({ tab, ...(cursor === null ? {} : { cursor }) });
  return queryOptions({
    queryKey: ["approvals", tab, cursor],
    queryFn: ({ signal }) => getJson<RequestListPage>(`/api/console/approvals?${query.toString()}`, signal),
  });
}
