import Link from "next/link";

import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { allSimulated, SimulatedMark } from "#components/simulated.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

export type AuditRow = TimelineEntry & { chain: string; requestKey: string | null };

const linkStyles = "font-mono text-xs text-fg underline-offset-2 hover:underline";

/** Entries as stored, newest first: times are UTC to the millisecond, whatever the person has chosen. */
export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  const saidOnce = allSimulated(rows);
  return (
    <TableScroll label="Entries">
      <Table caption="Entries of the audit log, newest first">
        <TableHead>
          <tr>
            <TableHeader>Time (UTC)</TableHeader>
            <TableHeader>Chain, number</TableHeader>
            <TableHeader className="max-xl:hidden">Actor</TableHeader>
            <TableHeader className="w-full">What happened</TableHeader>
            <TableHeader className="max-xl:hidden">Request</TableHeader>
            <TableHeader>Hash</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} className="[&>td]:py-2 [&>td]:align-top compact:[&>td]:py-1">
              <TableCell className="whitespace-nowrap text-muted">
                <TimeStamp at={row.at} show="audit" />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <Chain chain={row.chain} />
                <span className="font-mono text-xs text-muted"> #{row.n}</span>
              </TableCell>
              <TableCell className="whitespace-nowrap max-xl:hidden">
                <SafeText text={row.actor} />
              </TableCell>
              <TableCell className="min-w-64">
                <SafeText text={row.story} />
                {row.quote === null ? null : (
                  <blockquote className="my-0.5 max-w-prose border-l-2 border-line-strong pl-2 text-xs text-muted">
                    <SafeText text={row.quote} />
                  </blockquote>
                )}
                <Marks row={row} simulated={row.simulated && !saidOnce} />
              </TableCell>
              <TableCell className="whitespace-nowrap max-xl:hidden">
                {row.requestKey === null ? (
                  <span className="text-faint">
                    <span aria-hidden="true">–</span>
                    <span className="sr-only">none</span>
                  </span>
                ) : (
                  <RequestLink row={row} requestKey={row.requestKey} />
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <EntityId id={row.hash} shorten />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function Chain({ chain }: { chain: string }) {
  // Only cases have a page; what belongs to none is in the chain of the installation.
  return /^IR-\d+$/.test(chain) ? (
    <Link href={`/cases/${chain}`} prefetch={false} data-list-row="" className={linkStyles}>
      {chain}
    </Link>
  ) : (
    <span className="font-mono text-xs text-muted">{chain}</span>
  );
}

function RequestLink({ row, requestKey }: { row: AuditRow; requestKey: string }) {
  return (
    <Link href={`/cases/${row.chain}`} prefetch={false} className={linkStyles}>
      {requestKey}
    </Link>
  );
}

/** The type, and what else is to be known of the entry; on narrow screens actor and request too. */
function Marks({ row, simulated }: { row: AuditRow; simulated: boolean }) {
  return (
    <p className="flex flex-wrap gap-x-3 text-2xs text-faint">
      <span>
        <span className="font-mono">{row.type}</span>
        {simulated ? <SimulatedMark className="ml-1" /> : null}
      </span>
      <span className="xl:hidden">
        by <SafeText text={row.actor} />
      </span>
      {row.requestKey === null ? null : (
        <span className="xl:hidden">
          <RequestLink row={row} requestKey={row.requestKey} />
        </span>
      )}
      {row.late ? <span>the clock had been set back</span> : null}
    </p>
  );
}
