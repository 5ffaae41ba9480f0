"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { NoticeView } from "#lib/domain/views/governance-view.ts";
import { countsQuery } from "#lib/queries/counts.ts";
import { markNoticesRead, noticesQuery } from "#lib/queries/notices.ts";

/** The list itself. That it is shown marks it as read; what was new stays marked until it is opened again. */
export function NoticeList({ onFollow }: { onFollow: () => void }) {
  const client = useQueryClient();
  const { data, error } = useQuery(noticesQuery);
  const isNew = (data?.unread ?? 0) > 0;
  useEffect(() => {
    if (!isNew) return;
    void markNoticesRead().then(() => client.invalidateQueries({ queryKey: countsQuery.queryKey }));
  }, [client, isNew]);

  if (data === undefined) {
    return error === null ? (
      <div role="status" aria-label="Loading the notices" className="grid gap-2 p-3">
        <Skeleton className="w-64" />
        <Skeleton className="w-48" />
      </div>
    ) : (
      <p className="p-3 text-muted">{error.message}</p>
    );
  }
  if (data.items.length === 0) {
    return (
      <p className="p-3 text-muted">
        Nothing so far. You are told here what waits for you and what became of what you asked for or decided.
      </p>
    );
  }
  return (
    <ul className="max-h-96 divide-y overflow-y-auto">
      {data.items.map((notice) => (
        <li key={notice.id}>
          <Link
            href={addressOf(notice)}
            prefetch={false}
            onClick={onFollow}
            className="flex items-start gap-2.5 px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2"
          >
            <span
              aria-hidden="true"
              className={cn(
                "mt-1.5 size-1.5 shrink-0 rounded-full",
                notice.unread ? "bg-ink" : "bg-transparent",
              )}
            />
            <span className="min-w-0">
              <SafeText text={notice.text} className={notice.unread ? "font-medium text-fg" : "text-fg"} />
              {notice.unread ? <span className="sr-only"> (new)</span> : null}
              <span className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
                <span className="font-mono">{notice.requestKey ?? notice.caseKey}</span>
                <TimeStamp at={notice.at} />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What waits for a decision leads to the inbox, everything else to its case. */
function addressOf({ kind, caseKey, requestKey }: NoticeView): string {
  if (kind === "erasure_waiting") return "/settings#personal-data";
  if (kind === "request_waiting" && requestKey !== null) return `/approvals?request=${requestKey}`;
  return `/cases/${caseKey}#${kind === "review_due" ? "review" : "request"}`;
}
