import { ScrollText } from "lucide-react";

import { auditAddress, auditParameters } from "#components/audit/audit-address.ts";
import { AuditTable } from "#components/audit/audit-table.tsx";
import { ListFoot, type Provenance } from "#components/audit/list-foot.tsx";
import { FilterField } from "#components/filter-field.tsx";
import { SimulatedLegend } from "#components/simulated.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { entryTypes } from "#lib/domain/entry.ts";
import type { AuditPage } from "#lib/domain/views/other-views.ts";

export interface EntriesStepProps {
  made: Provenance;
  page: AuditPage;
  /** Number of the first row shown; null where the way to it is too long to be remembered. */
  firstNumber: number | null;
  newerHref: string | null;
  olderHref: string | null;
}

/** The log itself, newest first: all of it by what is looked for, or the entries of one type in the period. */
export function EntriesStep({ made, page, firstNumber, newerHref, olderHref }: EntriesStepProps) {
  const { query } = made;
  const { items, total } = page;
  const { type, code, q } = query;
  const all = auditAddress(query, { type: null, code: null, q: "" });
  const range = firstNumber === null ? "Entries" : `Entries ${firstNumber}–${firstNumber + items.length - 1}`;
  const of = `of ${total.toLocaleString("en")}`;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2" data-screen-only="">
        {type === null ? (
          <>
            <FilterField
              path="/audit"
              label="Filter by case, request or type"
              placeholder="Case, request or type of entry"
              q={q}
              keep={{ ...auditParameters(query), q: null }}
              suggestions={entryTypes}
            />
            <p className="text-xs text-muted">
              In the whole log. For example IR-1042, REQ-1042, installation, or the beginning of a type:
              request.approved.
            </p>
          </>
        ) : (
          <>
            <p className="text-sm text-fg">
              {total.toLocaleString("en")} entries of the type{" "}
              <span className="font-mono text-xs">{type}</span>
              {code === null ? null : (
                <>
                  {" "}
                  with the code <span className="font-mono text-xs">{code}</span>
                </>
              )}{" "}
              in the period
            </p>
            <LinkButton href={all} size="sm" prefetch={false}>
              Show all entries
            </LinkButton>
          </>
        )}
        <div className="xl:ml-auto">
          <SimulatedLegend entries={items} />
        </div>
      </div>
      {items.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState
            icon={<ScrollText />}
            title={
              type !== null
                ? "No such entry in this period"
                : q === ""
                  ? "The log has no entry yet"
                  : `No entry fits “${q}”`
            }
            actions={
              q === "" && type === null ? null : (
                <LinkButton href={all} size="sm">
                  Show all entries
                </LinkButton>
              )
            }
          >
            {type !== null
              ? "Nothing of this kind happened, or the period is too short."
              : q === ""
                ? "The first is written with the first sign-in or signal."
                : "The filter takes a whole key of a case or request, or the beginning of a type such as call. or session."}
          </EmptyState>
        </div>
      ) : (
        <>
          <AuditTable rows={items} />
          <Pagination
            label="Pages of the log"
            summary={q !== "" && type === null ? `${range} that fit “${q}”` : `${range} ${of}`}
            newerHref={newerHref}
            olderHref={olderHref}
          />
        </>
      )}
      <ListFoot
        {...made}
        // What is looked for in the whole log by its form is had from the interface for machines.
        list={type === null ? null : "entries"}
        rows={type === null && q !== "" ? items.length : total}
        terms={type === null ? [q === "" ? "all entries" : `looked for “${q}”, this page`] : [type]}
      />
    </>
  );
}
