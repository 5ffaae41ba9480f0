import Link from "next/link";

import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
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
import type { SubjectView } from "#lib/domain/views/parts.ts";

export interface DirectoryTableProps {
  rows: readonly (SubjectView & { openCaseKey: string | null })[];
}

/** People as the copy has them: each state with the moment at which 1Password returned it. */
export function DirectoryTable({ rows }: DirectoryTableProps) {
  return (
    <TableScroll label="People">
      <Table caption="People of the 1Password account, by name, as last read or listed">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader>E-mail</TableHeader>
            <TableHeader>1Password id</TableHeader>
            <TableHeader>State, when read</TableHeader>
            <TableHeader>Open case</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.userId}>
              <TableCell className="max-w-80 min-w-32 wrap-anywhere">
                <Link
                  href={`/users/${row.userId}`}
                  // A page of fifty people would be fetched fifty times over.
                  prefetch={false}
                  data-list-row=""
                  className="font-medium text-fg underline-offset-2 hover:underline"
                >
                  <SafeText text={row.name} />
                </Link>
              </TableCell>
              <TableCell className="max-w-80 min-w-58 wrap-anywhere text-muted max-xl:text-xs">
                <SafeText text={row.email} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <EntityId id={row.userId} shorten />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  <StateBadge state={row.state} readAt={row.readAt} />
                  <span className="text-xs text-muted">
                    <TimeStamp at={row.readAt} show="relative" />
                    <span aria-hidden="true"> ago</span>
                  </span>
                  {row.gone ? <Badge tone="outline">no longer listed</Badge> : null}
                </span>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.openCaseKey === null ? (
                  <span className="text-faint">
                    <span aria-hidden="true">–</span>
                    <span className="sr-only">none</span>
                  </span>
                ) : (
                  <Link
                    href={`/cases/${row.openCaseKey}`}
                    prefetch={false}
                    className="font-mono text-xs text-fg underline-offset-2 hover:underline"
                  >
                    {row.openCaseKey}
                  </Link>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
