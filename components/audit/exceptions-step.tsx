import { CircleCheck } from "lucide-react";
import Link from "next/link";

import { auditAddress } from "#components/audit/audit-address.ts";
import { ExceptionList } from "#components/audit/exception-list.tsx";
import { exceptionWords } from "#components/audit/exception-words.ts";
import { ListFoot, type Provenance } from "#components/audit/list-foot.tsx";
import { RequestRows } from "#components/audit/request-rows.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { allSimulated, SimulatedLegend, SimulatedMark } from "#components/simulated.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
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
import { type AuditQuery, type ExceptionKind, exceptionKinds } from "#lib/domain/audit.ts";
import type {
  AuditRequestRow,
  ExceptionCounts,
  LogException,
  RowsPage,
} from "#lib/domain/views/audit-view.ts";

export interface ExceptionsStepProps {
  made: Provenance;
  counts: ExceptionCounts;
  kind: ExceptionKind;
  rows: { of: "requests"; page: RowsPage<AuditRequestRow> } | { of: "log"; page: RowsPage<LogException> };
  newerHref: string | null;
  olderHref: string | null;
}

/** The kinds of exceptions at the side, the rows of one of them beside it. */
export function ExceptionsStep({ made, counts, kind, rows, newerHref, olderHref }: ExceptionsStepProps) {
  const { query } = made;
  const { title, means } = exceptionWords[kind];
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[20rem_minmax(0,1fr)]">
      <ExceptionList query={{ ...query, kind }} counts={counts} />
      <Section title={title} id="rows" aside={<SimulatedLegend entries={rows.page.items} />}>
        <p className="mb-3 max-w-prose text-sm text-muted">
          {means}
          {exceptionKinds[kind] === "request"
            ? null
            : " Of the whole period: action and people don’t narrow what isn’t a request."}
        </p>
        {rows.page.items.length === 0 ? (
          <EmptyState icon={<CircleCheck />} title="None in this period">
            The rule was applied to everything in the period, and nothing met it.
          </EmptyState>
        ) : (
          <>
            {rows.of === "requests" ? (
              <RequestRows
                caption={`${title}, newest first`}
                rows={rows.page.items}
                hrefOf={(key) => auditAddress(query, { step: "record", request: key, seed: null })}
              />
            ) : (
              <LogRows title={title} rows={rows.page.items} query={query} />
            )}
            <Pagination
              label="Pages of the exceptions"
              newerHref={newerHref}
              olderHref={olderHref}
              summary={`${rows.page.items.length.toLocaleString("en")} of ${rows.page.total.toLocaleString("en")} shown`}
            />
          </>
        )}
        <ListFoot
          {...made}
          query={{ ...query, kind }}
          list="exceptions"
          rows={rows.page.total}
          terms={[title]}
        />
      </Section>
    </div>
  );
}

function LogRows({
  title,
  rows,
  query,
}: {
  title: string;
  rows: readonly LogException[];
  query: AuditQuery;
}) {
  const saidOnce = allSimulated(rows);
  return (
    <TableScroll label={title}>
      <Table caption={`${title}, newest first`}>
        <TableHead>
          <tr>
            <TableHeader>Time (UTC)</TableHeader>
            <TableHeader className="w-full">What was found</TableHeader>
            <TableHeader>Request</TableHeader>
            <TableHeader>Chain, number</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={`${row.at} ${row.chain ?? ""} ${row.n ?? row.what}`}>
              <TableCell className="whitespace-nowrap text-muted">
                <TimeStamp at={row.at} show="audit" />
              </TableCell>
              <TableCell className="min-w-64">
                <SafeText text={row.what} />
                {row.simulated && !saidOnce ? <SimulatedMark className="ml-1" /> : null}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.requestKey === null ? (
                  <span className="text-faint">none</span>
                ) : (
                  <Link
                    href={auditAddress(query, { step: "record", request: row.requestKey, seed: null })}
                    prefetch={false}
                    data-list-row=""
                    className="font-mono text-xs font-medium text-fg underline-offset-2 hover:underline"
                  >
                    {row.requestKey}
                  </Link>
                )}
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.chain === null ? (
                  <span className="text-faint">none</span>
                ) : (
                  <Link
                    href={auditAddress(query, { step: "entries", q: row.chain, type: null, code: null })}
                    prefetch={false}
                    className="font-mono text-xs text-fg underline-offset-2 hover:underline"
                  >
                    {row.chain} #{row.n}
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
