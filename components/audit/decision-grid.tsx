import { Grid3x3, OctagonX } from "lucide-react";
import Link from "next/link";

import { auditAddress } from "#components/audit/audit-address.ts";
import { SafeText } from "#components/safe-text.tsx";
import { cn } from "#components/ui/cn.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { DecisionMatrix } from "#lib/domain/views/audit-view.ts";

/** Who asked, against who decided: approvals, and denials where there were any. */
export function DecisionGrid({ matrix, query }: { matrix: DecisionMatrix; query: AuditQuery }) {
  if (matrix.rows.length === 0) {
    return (
      <EmptyState icon={<Grid3x3 />} title="Nobody decided on anything in this period">
        Choose a longer period or fewer filters above.
      </EmptyState>
    );
  }
  return (
    <TableScroll label="Who asked and who decided">
      <Table caption="Decisions by who asked (rows) and who decided (columns)">
        <TableHead>
          <tr>
            <TableHeader>Asked, down · decided, across</TableHeader>
            {matrix.people.map((person) => (
              <TableHeader key={person.id} numeric>
                <SafeText text={person.name} />
              </TableHeader>
            ))}
            <TableHeader numeric>All</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {matrix.rows.map((row) => (
            <TableRow key={row.requester.id}>
              <th scope="row" className="border-b px-3 py-1 text-left font-medium whitespace-nowrap">
                <SafeText text={row.requester.name} />
              </th>
              {row.cells.map((cell, index) => {
                const decider = matrix.people[index];
                return (
                  <TableCell key={decider?.id} numeric className="whitespace-nowrap tabular-nums">
                    <Cell
                      cell={cell}
                      own={row.requester.id === decider?.id}
                      href={auditAddress(query, {
                        step: "population",
                        by: row.requester.id,
                        decider: decider?.id ?? null,
                        end: null,
                      })}
                    />
                  </TableCell>
                );
              })}
              <TableCell numeric className="tabular-nums text-muted">
                {row.cells
                  .reduce((sum, { approved, denied }) => sum + approved + denied, 0)
                  .toLocaleString("en")}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

interface CellProps {
  cell: { approved: number; denied: number };
  /** Who asked is who decided. */
  own: boolean;
  href: string;
}

/** A count with its rows behind it. One where who asked is who decided is never taken for impossible. */
function Cell({ cell: { approved, denied }, own, href }: CellProps) {
  if (approved + denied === 0) return <span className="text-faint">{own ? "never" : "0"}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      className={cn("underline-offset-2 hover:underline", own ? "text-danger" : "text-fg")}
    >
      {own ? (
        <>
          <OctagonX aria-hidden="true" className="mr-1 inline size-3.5 align-[-0.125em]" />
          own request:{" "}
        </>
      ) : null}
      <span className="font-semibold">{approved.toLocaleString("en")}</span>
      {denied > 0 ? (
        <span className={own ? undefined : "text-muted"}> + {denied.toLocaleString("en")} denied</span>
      ) : null}
    </Link>
  );
}
