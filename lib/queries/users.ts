import { queryOptions } from "@tanstack/react-query";

import type { LiveReading } from "#lib/domain/views/parts.ts";

/** Answered by the server within 8 s; what takes longer is a broken connection to the console itself. */
const timeoutMs = 12_000;

/** The state of one person, read from 1Password now. Not kept for the next visit: a state on screen was read for it. */
export function userReadingQuery(userId: string) {
  return queryOptions({
    queryKey: ["users", userId, "reading"],
    queryFn: async ({ signal }): Promise<LiveReading> => {
      const response = await fetch(`/api/console/users/${encodeURIComponent(userId)}/reading`, {
        headers: { accept: "application/json" },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      const answer = (await response.json()) as LiveReading | { detail?: string };
      if (!response.ok) throw new Error("detail" in answer ? answer.detail : `HTTP ${response.status}`);
      return answer as LiveReading;
    },
    // A failed reading is an answer and is shown at once; only the person decides to try again.
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
