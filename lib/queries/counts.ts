import { queryOptions } from "@tanstack/react-query";

import type { Action } from "#lib/domain/directory.ts";
import type { QueueCounts } from "#lib/domain/views/case-view.ts";
import type { StandingView } from "#lib/domain/views/governance-view.ts";
import { getJson } from "#lib/queries/get-json.ts";

/** The numbers that stand on every page. */
export interface ConsoleCounts {
  queue: QueueCounts;
  /** The requests that this person could decide on now, at most 100. */
  waiting: { key: string; action: Action }[];
  standing: StandingView;
}

export const countsQuery = queryOptions({
  queryKey: ["counts"],
  queryFn: ({ signal }) => getJson<ConsoleCounts>("/api/console/counts", signal),
});
