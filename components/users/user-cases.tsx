import Link from "next/link";

import { CaseStatus } from "#components/case-status.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { CaseStatus as Status } from "#lib/domain/case.ts";
import type { CaseSummary } from "#lib/domain/views/parts.ts";

/** The person's cases, newest first. */
export function UserCases({ cases }: { cases: readonly CaseSummary[] }) {
  return (
    <Section title="Cases" id="cases" flush aside={<Count value={cases.length} />}>
      {cases.length === 0 ? (
        <p className="p-4 text-sm text-muted">No signal about this person has come yet.</p>
      ) : (
        <TableScroll label="Cases of this person" className="rounded-t-none border-0">
          <Table caption="Cases of this person, newest first">
            <TableHead>
              <tr>
                <TableHeader>Case</TableHeader>
                <TableHeader className="w-full">Title</TableHeader>
                <TableHeader>Severity</TableHeader>
                <TableHeader>Status</TableHeader>
                <TableHeader>Opened</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {cases.map((found) => (
                <TableRow key={found.key}>
                  <TableCell className="whitespace-nowrap">
                    <Link
                      href={`/cases/${found.key}`}
                      prefetch={false}
                      className="font-mono text-xs text-fg underline-offset-2 hover:underline"
                    >
                      {found.key}
                    </Link>
                  </TableCell>
                  <TableCell className="min-w-40">
                    <SafeText text={found.title} />
                  </TableCell>
                  <TableCell>
                    <SeverityMark severity={found.severity} />
                  </TableCell>
                  <TableCell>
                    <CaseStatus status={found.status as Status} />
                  </TableCell>
                  <TableCell className="text-xs text-muted">
                    <TimeStamp at={found.openedAt} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableScroll>
      )}
    </Section>
  );
}
