import { queryOptions } from "@tanstack/react-query";

import type { LogStandingView } from "#lib/domain/views/other-views.ts";
import { getJson } from "./get-json.ts";

const runPollMs = 1_000;

/** What protects the log now. Asked for often while all of it is being checked, in case a hint gets lost. */
export const logQuery = queryOptions({
  queryKey: ["log"],
  queryFn: ({ signal }) => getJson<LogStandingView>("/api/console/log", signal),
  refetchInterval: ({ state }) => (state.data?.verification.run ? runPollMs : false),
});
