import { queryOptions } from "@tanstack/react-query";

import type { LiveReading } from "#lib/domain/views/parts.ts";
import { getJson } from "./get-json.ts";

/**
 * The state of one person, read from 1Password now. A failed reading is an answer and is shown at once: only the person
 * decides to try again.
 */
export function userReadingQuery(userId: string) {
  return queryOptions({
    queryKey: ["reading", userId],
    queryFn: ({ signal }) =>
      getJson<LiveReading>(`/api/console/users/${encodeURIComponent(userId)}/reading`, signal),
    retry: false,
    refetchOnMount: "always",
    refetchOnWindowFocus: false,
  });
}
