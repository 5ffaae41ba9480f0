"use client";

import Link from "next/link";
import { memo } from "react";

import { CaseStatus } from "#components/case-status.tsx";
import { RequestStatus } from "#components/request-status.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { TableCell, TableRow } from "#components/ui/table.tsx";
import type { QueueRow as Row } from "#lib/domain/views/case-view.ts";

const requestWords = { suspend: "suspension", reactivate: "reactivation" } as const;

/**
 * One case. Its link is spread over the whole row, so that a press anywhere opens it and the browser's own ways (a new
 * tab, copying the address) work. Unchanged rows aren't rendered again when the queue is asked anew.
 */
export const QueueRow = memo(function QueueRow({ row }: { row: Row }) {
  const { subject, request } = row;
  return (
    <TableRow className="relative @max-5xl:flex @max-5xl:flex-wrap @max-5xl:items-center @max-5xl:gap-x-3 @max-5xl:gap-y-1 @max-5xl:border-b @max-5xl:px-3 @max-5xl:py-2">
      <TableCell className={`${cell} @5xl:w-30 @5xl:pl-4 @max-5xl:w-27`}>
        <SeverityMark severity={row.severity} />
      </TableCell>
      <TableCell className={`${cell} max-w-0 @max-5xl:max-w-none @max-5xl:min-w-[55%] @max-5xl:flex-1`}>
        <div className={twoLines}>
          <Link
            href={`/cases/${row.key}`}
            prefetch={false}
            data-list-row=""
            className="flex min-w-0 items-baseline gap-2 text-fg no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            <span className="shrink-0 font-mono text-xs text-muted">{row.key}</span>
            <SafeText text={row.title} className="truncate font-medium" />
          </Link>
          <span className="flex min-w-0 items-baseline gap-1.5 text-xs leading-4 text-muted compact:flex-1">
            <span className="shrink-0">
              {row.signalCount === 1 ? "1 signal" : `${row.signalCount.toLocaleString("en")} signals`}
            </span>
            <span aria-hidden="true" className="text-faint">
              ·
            </span>
            <TimeStamp at={row.newestSignalAt} show="relative" className="shrink-0" />
            {row.newestSignalTitle === row.title ? null : (
              <SafeText text={row.newestSignalTitle} className="truncate text-faint" />
            )}
          </span>
        </div>
      </TableCell>
      <TableCell className={`${cell} @5xl:w-52 @5xl:max-w-52`}>
        <div className={twoLines}>
          <span className="flex min-w-0 items-baseline gap-1.5">
            <SafeText text={subject.name} className="truncate text-fg" />
            {row.earlierCases > 0 ? (
              <span className="shrink-0 text-xs text-muted">
                {row.earlierCases === 1 ? "1 earlier case" : `${row.earlierCases} earlier cases`}
              </span>
            ) : null}
          </span>
          <SafeText
            text={subject.email}
            className="truncate text-xs leading-4 text-muted @max-5xl:hidden compact:hidden"
          />
        </div>
      </TableCell>
      <TableCell className={`${cell} @5xl:w-38`}>
        <span className="inline-flex items-center gap-2">
          <StateBadge state={subject.state} readAt={subject.readAt} />
          <TimeStamp at={subject.readAt} show="relative" className="text-xs text-muted" />
        </span>
      </TableCell>
      <TableCell className={`${cell} @5xl:w-36`}>
        <CaseStatus status={row.status} />
      </TableCell>
      <TableCell className={`${cell} @5xl:w-32 @max-5xl:empty:hidden`}>
        {request === null ? null : (
          <span className="inline-flex" title={`${request.key}: ${requestWords[request.action]}`}>
            <span className="sr-only">
              {request.key}, {requestWords[request.action]}:{" "}
            </span>
            <RequestStatus status={request.status} />
          </span>
        )}
      </TableCell>
      <TableCell className={`${cell} @5xl:w-29 @5xl:max-w-29`}>
        {row.owner === null ? (
          <span className="text-xs text-faint">Unassigned</span>
        ) : (
          <SafeText text={row.owner} className="block truncate" />
        )}
      </TableCell>
      <TableCell className={`${cell} text-right text-xs text-muted @5xl:w-15 @5xl:pr-4 @max-5xl:ml-auto`}>
        <TimeStamp at={row.openedAt} show="relative" />
      </TableCell>
    </TableRow>
  );
});

const cell = "@5xl:px-2 @max-5xl:block @max-5xl:border-0 @max-5xl:p-0";
const twoLines = "flex min-w-0 flex-col compact:flex-row compact:items-baseline compact:gap-2";
