import Link from "next/link";

import { exceptionWords } from "#components/audit/exception-words.ts";
import { formatDuration } from "#components/format-duration.ts";
import { RequestStatus } from "#components/request-status.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { SafeText } from "#components/safe-text.tsx";
import { allSimulated, SimulatedMark } from "#components/simulated.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { AuditRequestRow } from "#lib/domain/views/audit-view.ts";

export interface RequestRowsProps {
  /** Names the table: "Population, newest first". */
  caption: string;
  rows: readonly AuditRequestRow[];
  /** Where the record of a request is shown. */
  hrefOf: (key: string) => string;
  /** Numbers the rows from here. */
  firstNumber?: number | undefined;
  showExceptions?: boolean | undefined;
}

/** Requests, a row each. The key leads to the record. */
export function RequestRows({
  caption,
  rows,
  hrefOf,
  firstNumber,
  showExceptions = false,
}: RequestRowsProps) {
  const saidOnce = allSimulated(rows);
  return (
    <TableScroll label={caption}>
      <Table caption={caption}>
        <TableHead>
          <tr>
            {firstNumber === undefined ? null : <TableHeader numeric>No.</TableHeader>}
            <TableHeader>Request</TableHeader>
            <TableHeader>Person</TableHeader>
            <TableHeader>End</TableHeader>
            {showExceptions ? <TableHeader className="w-full">Exceptions</TableHeader> : null}
            <TableHeader>Asked by, at (UTC)</TableHeader>
            <TableHeader className={showExceptions ? undefined : "w-full"}>Decided by</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <TableRow key={row.key} className="[&>td]:py-1.5 compact:[&>td]:py-1">
              {firstNumber === undefined ? null : (
                <TableCell numeric className="text-xs text-faint">
                  {firstNumber + index}
                </TableCell>
              )}
              <TableCell className="whitespace-nowrap">
                <Link
                  href={hrefOf(row.key)}
                  prefetch={false}
                  data-list-row=""
                  className="font-mono text-xs font-medium text-fg underline-offset-2 hover:underline"
                >
                  {row.key}
                </Link>
                {row.simulated && !saidOnce ? <SimulatedMark className="ml-1" /> : null}
                <span className="block text-xs text-muted">{actionWords[row.action].noun}</span>
              </TableCell>
              <TableCell className="min-w-36">
                <SafeText text={row.subjectName} className="block text-fg" />
                <SafeText text={row.subjectEmail} className="block text-xs text-muted max-xl:wrap-anywhere" />
              </TableCell>
              <TableCell>
                <RequestStatus status={row.status} />
              </TableCell>
              {showExceptions ? (
                <TableCell className="min-w-44">
                  <span className="flex flex-wrap gap-1">
                    {row.exceptions.map((kind) => (
                      <Badge key={kind} tone="warning" className="h-auto py-0.5 whitespace-normal">
                        {exceptionWords[kind].title}
                      </Badge>
                    ))}
                  </span>
                </TableCell>
              ) : null}
              <TableCell className="whitespace-nowrap">
                {row.requester === null ? <None /> : <SafeText text={row.requester} className="block" />}
                <TimeStamp at={row.createdAt} show="audit" className="text-2xs text-muted" />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.deciders.length === 0 ? (
                  <None />
                ) : (
                  row.deciders.map((name) => <SafeText key={name} text={name} className="block" />)
                )}
                {row.decisionMs === null ? null : (
                  <span className="block text-xs text-muted">
                    after <Decided ms={row.decisionMs} />
                  </span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

/** Below ten seconds to the millisecond: there it matters. */
function Decided({ ms }: { ms: number }) {
  return <>{ms < 10_000 ? `${ms.toLocaleString("en")} ms` : formatDuration(ms)}</>;
}

function None() {
  return (
    <span className="text-faint">
      <span aria-hidden="true">–</span>
      <span className="sr-only">none</span>
    </span>
  );
}
