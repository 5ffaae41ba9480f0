"use client";

import { ArrowUp, Inbox } from "lucide-react";
import { firstRow } from "#components/page-trail.ts";
import { queueHref, queuePageSize, type QueueSearch } from "#components/queue/queue-address.ts";
import { QueueEmpty } from "#components/queue/queue-empty.tsx";
import { QueueTable } from "#components/queue/queue-table.tsx";
import { useStillRows } from "#components/queue/use-still-rows.ts";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import type { QueuePage } from "#lib/domain/views/case-view.ts";

export interface QueueListProps {
  search: QueueSearch;
  /** The same as the address's query. */
  query: string;
  initial: QueuePage;
}

/**
 * The list itself: rows that stay where they are, with what has come since behind a button. Its parts are cells of the
 * grid that holds the filters too, so that the count stands beside them.
 */
export function QueueList({ search, query, initial }: QueueListProps) {
  const { rows, page, newRows, moved, staleSince, settle } = useStillRows(query, initial);
  const total = page.totalCapped ? `${page.total.toLocaleString("en")}+` : page.total.toLocaleString("en");
  const first = firstRow(search.trail, queuePageSize);
  const { trail } = search;
  return (
    <>
      {/* Its place is kept, so that its coming moves nothing. */}
      <div className="flex h-7 items-center gap-3 self-center pr-4 text-xs text-muted max-sm:pr-3">
        {newRows > 0 || moved ? (
          <Button size="sm" icon={<ArrowUp />} onClick={settle}>
            {newRows > 0 ? `${newRows}${newRows === queuePageSize ? "+" : ""} new` : "Show in current order"}
          </Button>
        ) : null}
        <span className="whitespace-nowrap">
          {total} {page.total === 1 ? "case" : "cases"}
        </span>
      </div>
      {staleSince === null ? null : (
        <Callout tone="warning" className="col-span-2 mx-4 mb-2">
          The console doesn’t answer. Shown is what was known at{" "}
          <TimeStamp at={staleSince.toISOString()} show="absolute" />; it is asked again by itself.
        </Callout>
      )}
      {rows.length === 0 ? (
        <div className="col-span-2 border-t">
          <QueueEmpty search={search} icon={<Inbox />} />
        </div>
      ) : (
        <div className="@container col-span-2 min-w-0 border-t">
          <QueueTable rows={rows} />
        </div>
      )}
      {trail.length === 0 && page.nextCursor === null ? null : (
        <div className="col-span-2 border-t px-4">
          <Pagination
            label="Pages of the queue"
            newerHref={trail.length === 0 ? null : queueHref(search, { trail: trail.slice(0, -1) })}
            olderHref={
              page.nextCursor === null ? null : queueHref(search, { trail: [...trail, page.nextCursor] })
            }
            summary={first === null ? null : `${first}–${first + rows.length - 1} of ${total}`}
          />
        </div>
      )}
    </>
  );
}
