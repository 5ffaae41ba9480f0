import { ListFilter } from "lucide-react";
import Link from "next/link";

import { caseStatusNames } from "#components/case-status.tsx";
import { FilterField } from "#components/filter-field.tsx";
import { queueFilters, queueHref, type QueueSearch } from "#components/queue/queue-address.ts";
import { SeverityMark } from "#components/severity-mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { Count } from "#components/ui/count.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { CaseStatus } from "#lib/domain/case.ts";
import type { Severity } from "#lib/domain/severity.ts";

export interface QueueFiltersProps {
  search: QueueSearch;
  /** What the view holds by itself: only that can be narrowed. */
  range: { statuses: readonly CaseStatus[]; severities: readonly Severity[] };
}

/** Text, severity and status. Each choice is a link, for the address is the state. */
export function QueueFilters({ search, range }: QueueFiltersProps) {
  const { q: _q, ...keep } = queueFilters(search);
  const isFiltered = search.q !== "" || search.statuses.length > 0 || search.severities.length > 0;
  return (
    <>
      <FilterField
        path="/cases"
        label="Search cases"
        placeholder="Key, title, person or id"
        q={search.q}
        keep={keep}
        className="max-xl:w-56 max-sm:w-full"
      />
      {range.severities.length > 1 ? <SeverityLinks search={search} of={range.severities} /> : null}
      {range.statuses.length > 1 ? <StatusLinks search={search} of={range.statuses} /> : null}
      {isFiltered ? (
        <Link
          href={queueHref(search, { q: "", statuses: [], severities: [] })}
          prefetch={false}
          className="text-xs font-medium text-muted underline underline-offset-2 hover:text-fg"
        >
          Clear filters
        </Link>
      ) : null}
    </>
  );
}

function SeverityLinks({ search, of }: { search: QueueSearch; of: readonly Severity[] }) {
  return (
    <ul aria-label="Severity" className="flex flex-wrap gap-1">
      {of.toReversed().map((severity) => (
        <li key={severity}>
          <Link
            href={queueHref(search, { severities: toggled(search.severities, severity) })}
            aria-current={search.severities.includes(severity) ? "true" : undefined}
            scroll={false}
            prefetch={false}
            className={chip}
          >
            <SeverityMark severity={severity} className="text-xs" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function StatusLinks({ search, of }: { search: QueueSearch; of: readonly CaseStatus[] }) {
  return (
    <Popover
      title="Status"
      trigger={
        <Button size="sm" icon={<ListFilter />}>
          Status
          {search.statuses.length > 0 ? <Count value={search.statuses.length} /> : null}
        </Button>
      }
    >
      <ul className="flex w-40 flex-col gap-0.5">
        {of.map((status) => (
          <li key={status}>
            <Link
              href={queueHref(search, { statuses: toggled(search.statuses, status) })}
              aria-current={search.statuses.includes(status) ? "true" : undefined}
              scroll={false}
              prefetch={false}
              className={`${chip} w-full`}
            >
              {caseStatusNames[status]}
            </Link>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function toggled<T>(chosen: readonly T[], one: T): T[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
}

const chip =
  "inline-flex h-7 items-center rounded-md border border-transparent px-2 text-xs font-medium text-muted no-underline " +
  "hover:bg-hover hover:text-fg aria-[current=true]:border-control aria-[current=true]:bg-selected aria-[current=true]:text-fg";
