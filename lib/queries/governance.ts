import { queryOptions } from "@tanstack/react-query";

import type { GovernanceView } from "#lib/domain/views/governance-view.ts";
import { getJson } from "./get-json.ts";

/** Who could approve now, who is frozen, and which suspensions have to be looked at again. */
export const governanceQuery = queryOptions({
  queryKey: ["governance"],
  queryFn: ({ signal }) => getJson<GovernanceView>("/api/console/governance", signal),
});
