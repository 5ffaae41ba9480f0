import { queryOptions } from "@tanstack/react-query";

import type { NoticeView } from "#lib/domain/views/governance-view.ts";
import { getJson } from "./get-json.ts";

/** What this person was told, newest first; asked anew whenever the list is opened. */
export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: ({ signal }) => getJson<{ items: NoticeView[]; unread: number }>("/api/console/notices", signal),
  staleTime: 0,
  gcTime: 0,
});

/** Marks all of it as read. That it got lost does no harm: it stays unread until the list is opened again. */
export async function markNoticesRead(): Promise<void> {
  await fetch("/api/console/notices", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch(() => null);
}
