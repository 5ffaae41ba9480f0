import Link from "next/link";

import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
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
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

export type AuditRow = TimelineEntry & { chain: string; requestKey: string | null };

const linkStyles = "font-mono text-xs text-fg underline-offset-2 hover:underline";

/** Entries as stored, newest first: times are UTC to the millisecond, whatever the person has chosen. */
export function AuditTable({ rows }: { rows: readonly AuditRow[] }) {
  return (
    <TableScroll label="Entries">
      <Table caption="Entries of the audit log, newest first">
        <TableHead>
          <tr>
            <TableHeader>Time (UTC)</TableHeader>
            <TableHeader>Chain</TableHeader>
            <TableHeader numeric>
              <abbr title="Number of the entry in its chain" className="no-underline">
                No.
              </abbr>
            </TableHeader>
            <TableHeader>Actor</TableHeader>
            <TableHeader className="w-full">What happened</TableHeader>
            <TableHeader>Request</TableHeader>
            <TableHeader>Hash</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id} className="[&>td]:py-2 [&>td]:align-top compact:[&>td]:py-1">
              <TableCell className="whitespace-nowrap text-muted">
                <TimeStamp at={row.at} show="audit" />
                {row.late ? (
                  <Badge tone="outline" className="ml-1.5">
                    clock set back
                  </Badge>
                ) : null}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {/^IR-\d+$/.test(row.chain) ? (
                  <Link href={`/cases/${row.chain}`} prefetch={false} className={linkStyles}>
                    {row.chain}
                  </Link>
                ) : (
                  <span className="font-mono text-xs text-muted">{row.chain}</span>
                )}
              </TableCell>
              <TableCell numeric className="font-mono text-xs leading-5 text-muted">
                {row.n}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <SafeText text={row.actor} />
              </TableCell>
              <TableCell className="min-w-72">
                <p>
                  <SafeText text={row.story} />
                  {row.simulated ? (
                    <Badge tone="outline" className="ml-2 align-middle">
                      simulated
                    </Badge>
                  ) : null}
                </p>
                {row.quote === null ? null : (
                  <blockquote className="mt-0.5 border-l-2 border-line-strong pl-2 text-xs text-muted">
                    <SafeText text={row.quote} />
                  </blockquote>
                )}
                <p className="font-mono text-2xs text-faint">{row.type}</p>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.requestKey === null ? (
                  <span className="text-faint">
                    <span aria-hidden="true">–</span>
                    <span className="sr-only">none</span>
                  </span>
                ) : (
                  <Link href={`/cases/${row.chain}`} prefetch={false} className={linkStyles}>
                    {row.requestKey}
                  </Link>
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
