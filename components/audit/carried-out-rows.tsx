import { UsersRound } from "lucide-react";
import Link from "next/link";

import { auditAddress } from "#components/audit/audit-address.ts";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
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
import type { CarriedOutRow } from "#lib/domain/views/audit-view.ts";

const reviews: Record<string, string> = {
  planned: "due",
  due: "was due",
  handed_over: "handed over, due",
  done: "done, was due",
};

/** Everybody who was suspended or reactivated, why, by whom, and what they are now. */
export function CarriedOutRows({ rows, query }: { rows: readonly CarriedOutRow[]; query: AuditQuery }) {
  if (rows.length === 0) {
    return (
      <EmptyState icon={<UsersRound />} title="Nobody was suspended or reactivated in this period">
        Choose a longer period above.
      </EmptyState>
    );
  }
  return (
    <TableScroll label="Suspended and reactivated">
      <Table caption="Suspended and reactivated in the period, newest first">
        <TableHead>
          <tr>
            <TableHeader>Request, done (UTC)</TableHeader>
            <TableHeader>Person</TableHeader>
            <TableHeader className="w-full">Reason</TableHeader>
            <TableHeader>Asked, approved by</TableHeader>
            <TableHeader>State now</TableHeader>
            <TableHeader numeric>Days</TableHeader>
            <TableHeader>Review</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.key} className="[&>td]:py-2 [&>td]:align-top">
              <TableCell className="whitespace-nowrap">
                <Link
                  href={auditAddress(query, { step: "record", request: row.key, seed: null })}
                  prefetch={false}
                  data-list-row=""
                  className="font-mono text-xs font-medium text-fg underline-offset-2 hover:underline"
                >
                  {row.key}
                </Link>{" "}
                <span className="text-muted">{row.action === "suspend" ? "suspended" : "reactivated"}</span>
                {row.endedAt === null ? null : (
                  <TimeStamp at={row.endedAt} show="audit" className="block text-muted" />
                )}
              </TableCell>
              <TableCell className="min-w-36">
                <Link
                  href={`/users/${row.subjectId}`}
                  prefetch={false}
                  className="text-fg underline-offset-2 hover:underline"
                >
                  <SafeText text={row.subjectName} />
                </Link>
                <SafeText text={row.subjectEmail} className="block text-xs text-muted max-lg:wrap-anywhere" />
              </TableCell>
              <TableCell className="min-w-64 text-muted">
                <SafeText text={row.reason} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <SafeText text={row.requester ?? "a machine"} className="block" />
                <SafeText text={row.deciders.join(", ")} className="block text-muted" />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.stateNow === null ? (
                  <span className="text-faint">not known</span>
                ) : (
                  <>
                    <StateBadge state={row.stateNow.state} readAt={row.stateNow.readAt} />
                    <TimeStamp
                      at={row.stateNow.readAt}
                      show="absolute"
                      className="block text-xs text-muted"
                    />
                  </>
                )}
              </TableCell>
              <TableCell numeric className="tabular-nums">
                {row.daysSuspended === null ? (
                  <span className="text-faint">–</span>
                ) : (
                  <>
                    {row.daysSuspended}
                    <span className="sr-only"> suspended</span>
                  </>
                )}
              </TableCell>
              <TableCell className="text-xs whitespace-nowrap text-muted">
                {row.review === null ? (
                  "none"
                ) : (
                  <>
                    {reviews[row.review.status] ?? row.review.status}
                    <span className="block">{row.review.dueAt.slice(0, 10)}</span>
                  </>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
