import { queryOptions } from "@tanstack/react-query";

import type { LiveReading } from "#lib/domain/views/parts.ts";
import { getJson } from "./get-json.ts";

/**
 * The state of one person, read from 1Password when a page opens and when somebody asks. That it can't be read is an
 * answer, shown at once and not tried again behind the reader's back.
 */
export function readingQuery(userId: string) {
  return queryOptions({
    queryKey: ["reading", userId],
    queryFn: ({ signal }) =>
      getJson<LiveReading>(`/api/console/readings/${encodeURIComponent(userId)}`, signal),
    retry: false,
    refetchOnMount: "always",
  });
}
