"use client";

import Link from "next/link";
import { memo } from "react";

import { CaseStatus } from "#components/case-status.tsx";
import { RequestStatus } from "#components/request-status.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { showUnsafeText } from "#components/split-unsafe-text.ts";
import { SeverityMark } from "#components/severity-mark.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { TableCell, TableRow } from "#components/ui/table.tsx";
import type { QueueRow as Row } from "#lib/domain/views/case-view.ts";

/**
 * One case. Its link is spread over the whole row, so that a press anywhere opens it and the browser's own ways (a new
 * tab, copying the address) work. Unchanged rows aren't rendered again when the queue is asked anew.
 */
export const QueueRow = memo(function QueueRow({ row }: { row: Row }) {
  return (
    <TableRow className={blockRow}>
      <TableCell
        className={`${cell} @5xl:w-24 @5xl:pl-4 @max-5xl:absolute @max-5xl:top-2 @max-5xl:left-4 @max-xl:static`}
      >
        <div className={`${lines} @max-xl:flex-row @max-xl:gap-2 @5xl:compact:items-center`}>
          <span aria-hidden="true" className="font-mono text-xs whitespace-nowrap text-fg">
            {row.key}
          </span>
          <SeverityMark severity={row.severity} className="text-xs leading-4" />
        </div>
      </TableCell>
      <TableCell
        className={`${cell} @5xl:max-w-0 @max-5xl:min-w-4/5 @max-5xl:flex-1 @max-xl:order-1 @max-xl:basis-full`}
      >
        <div className={lines}>
          <Link href={`/cases/${row.key}`} prefetch={false} data-list-row="" className={rowLink}>
            <span className="sr-only">{row.key} </span>
            <SafeText text={row.title} className="truncate font-medium" />
          </Link>
          <NewestSignal row={row} />
        </div>
      </TableCell>
      <TableCell
        className={`${cell} @5xl:w-48 @5xl:max-w-48 @6xl:w-58 @6xl:max-w-58 @7xl:w-64 @7xl:max-w-64 @5xl:compact:w-40 @5xl:compact:max-w-40 @max-5xl:order-2 @max-xl:min-w-0 @max-xl:basis-full`}
      >
        <Person row={row} />
      </TableCell>
      <TableCell className={`${cell} @5xl:w-36 @max-5xl:order-2`}>
        <span className="inline-flex items-center gap-1.5">
          <StateBadge state={row.subject.state} readAt={row.subject.readAt} />
          <TimeStamp at={row.subject.readAt} show="relative" className="text-xs text-muted" />
        </span>
      </TableCell>
      <TableCell className={`${cell} @5xl:w-36 @5xl:py-0.5 @7xl:w-52 @5xl:compact:w-52 @max-5xl:order-2`}>
        <Standing row={row} />
      </TableCell>
      <TableCell className={`${cell} @5xl:w-28 @5xl:max-w-28 @max-5xl:order-2`}>
        <span className="sr-only">Owner: </span>
        {row.owner === null ? (
          <span className="text-xs text-faint">Unassigned</span>
        ) : (
          <SafeText text={row.owner} className="truncate @5xl:block" />
        )}
      </TableCell>
      <TableCell
        className={`${cell} text-right text-xs text-muted @5xl:w-14 @5xl:pr-4 @max-5xl:ml-auto @max-5xl:self-start`}
      >
        <TimeStamp at={row.openedAt} show="relative" />
      </TableCell>
    </TableRow>
  );
});

function NewestSignal({ row }: { row: Row }) {
  const { signalCount, newestSignalAt, newestSignalTitle } = row;
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-xs leading-4 text-muted @5xl:compact:shrink-0">
      <span className="shrink-0">
        {signalCount === 1 ? "1 signal" : `${signalCount.toLocaleString("en")} signals`}
      </span>
      <span aria-hidden="true" className="text-faint">
        ·
      </span>
      <TimeStamp at={newestSignalAt} show="relative" className="shrink-0" />
      {newestSignalTitle === row.title ? null : (
        <SafeText text={newestSignalTitle} className="truncate text-faint @5xl:compact:hidden" />
      )}
    </span>
  );
}

function Person({ row: { subject, earlierCases } }: { row: Row }) {
  return (
    <div className={`${lines} @max-5xl:flex-row @max-5xl:items-baseline @max-xl:gap-2`}>
      <span title={showUnsafeText(subject.email)} className="truncate text-fg @max-xl:shrink-0">
        <SafeText text={subject.name} />
      </span>
      <span className="flex min-w-0 items-baseline gap-1.5 text-xs leading-4 text-muted">
        <SafeText text={subject.email} className="truncate @5xl:compact:hidden @xl:@max-5xl:hidden" />
        {earlierCases === 0 ? null : (
          <span
            className="shrink-0 @xl:@max-5xl:ml-2"
            title={earlierCases === 1 ? "1 earlier case" : `${earlierCases} earlier cases`}
          >
            +{earlierCases}
            <span className="sr-only"> earlier cases</span>
          </span>
        )}
      </span>
    </div>
  );
}

/** Where the case stands, and its open request if there is one. */
function Standing({ row: { status, request } }: { row: Row }) {
  return (
    <span className={badges}>
      <CaseStatus status={status} />
      {request === null ? null : (
        <span className="inline-flex" title={`${request.key}: ${request.action}`}>
          <span className="sr-only">
            {request.key}, {request.action}:{" "}
          </span>
          <RequestStatus status={request.status} />
        </span>
      )}
    </span>
  );
}

const blockRow =
  "relative @max-5xl:flex @max-5xl:h-auto @max-5xl:flex-wrap @max-5xl:items-center @max-5xl:gap-x-3 " +
  "@max-5xl:gap-y-1 @max-5xl:border-b @max-5xl:py-2 @max-5xl:pr-4 @max-5xl:pl-32 @max-xl:pl-4 @max-5xl:last:border-b-0";
const cell = "@5xl:px-2 @max-5xl:block @max-5xl:border-0 @max-5xl:p-0";
const lines = "flex min-w-0 flex-col @5xl:compact:flex-row @5xl:compact:items-baseline @5xl:compact:gap-2";
// One above the other where the room is better spent on titles and e-mails.
const badges =
  "inline-flex items-center gap-1.5 @5xl:@max-7xl:flex-col @5xl:@max-7xl:items-start @5xl:@max-7xl:gap-0.5 " +
  "@5xl:@max-7xl:compact:flex-row @5xl:@max-7xl:compact:items-center @5xl:@max-7xl:compact:gap-1.5";
const rowLink =
  "flex min-w-0 items-baseline text-fg no-underline after:absolute after:inset-0 focus-visible:outline-none " +
  "focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus";
