import { ListChecks } from "lucide-react";

import { auditAddress } from "#components/audit/audit-address.ts";
import { CompletenessCard } from "#components/audit/completeness-card.tsx";
import { endNames } from "#components/audit/end-names.ts";
import { EndList } from "#components/audit/end-list.tsx";
import { exceptionOrder } from "#components/audit/exception-words.ts";
import { ExceptionList } from "#components/audit/exception-list.tsx";
import { Figure } from "#components/audit/figure.tsx";
import { ListFoot, type Provenance } from "#components/audit/list-foot.tsx";
import { Reconciliation } from "#components/audit/reconciliation.tsx";
import { RequestRows } from "#components/audit/request-rows.tsx";
import { SimulatedLegend } from "#components/simulated.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ExceptionCounts, PopulationView } from "#lib/domain/views/audit-view.ts";

export interface PopulationStepProps {
  made: Provenance;
  population: PopulationView;
  exceptions: ExceptionCounts;
  newerHref: string | null;
  olderHref: string | null;
}

/** Everything asked for in the period, counted; every figure leads to its rows. */
export function PopulationStep({ made, population, exceptions, newerHref, olderHref }: PopulationStepProps) {
  const { query } = made;
  const { counts, completeness, rows } = population;
  const rowsOf = (changes: Parameters<typeof auditAddress>[1]) =>
    `${auditAddress(query, { step: "population", end: null, ...changes })}#rows`;
  const entriesOf = (changes: Parameters<typeof auditAddress>[1]) =>
    auditAddress(query, { step: "entries", q: "", ...changes });
  return (
    <div className="grid gap-4">
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-4">
          <section
            aria-label="Population in figures"
            data-keep-together=""
            className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line shadow-card md:grid-cols-5"
          >
            <Figure
              label="Requests"
              value={counts.requests}
              href={rowsOf({})}
              note={counts.simulated > 0 ? `${counts.simulated.toLocaleString("en")} simulated` : null}
            />
            <Figure label="Suspensions" value={counts.suspensions} href={rowsOf({ action: "suspend" })} />
            <Figure
              label="Reactivations"
              value={counts.reactivations}
              href={rowsOf({ action: "reactivate" })}
            />
            <Figure
              label="Approvals"
              value={counts.approvals}
              href={entriesOf({ type: "request.approved" })}
            />
            <Figure
              label="Not ended"
              value={notEnded(counts)}
              href={rowsOf({ end: "open" })}
              current={query.end === "open"}
            />
            <Figure
              label="Self-approvals blocked"
              value={counts.selfApprovalsBlocked}
              href={entriesOf({ type: "decision.refused", code: "self_approval" })}
            />
            <Figure
              label="Decisions refused"
              value={counts.decisionsRefused}
              href={entriesOf({ type: "decision.refused", code: null })}
            />
            <Figure
              label="Sign-ins refused"
              value={counts.signInsRefused}
              href={entriesOf({ type: "session.refused" })}
            />
            <Figure
              label="Exceptions"
              value={exceptionOrder.reduce((sum, kind) => sum + exceptions[kind], 0)}
              tone="bad"
              href={auditAddress(query, { step: "exceptions", kind: null, end: null })}
            />
            <Figure label="Gaps" value={completeness.gaps} tone="good" href="#completeness" />
          </section>
          <EndList counts={counts} current={query.end} hrefOf={(end) => rowsOf({ end })} />
          <Reconciliation carriedOut={counts.carriedOut} query={query} />
        </div>
        <div className="grid min-w-0 gap-4">
          <ExceptionList query={query} counts={exceptions} />
          <CompletenessCard found={completeness} />
        </div>
      </div>
      <Section
        title={
          query.end === null ? "Requests of the period" : `Requests of the period: ${endNames[query.end]}`
        }
        id="rows"
        aside={<SimulatedLegend entries={rows.items} />}
        actions={
          query.end === null ? null : (
            <LinkButton href={rowsOf({})} size="sm" prefetch={false}>
              Show every end
            </LinkButton>
          )
        }
      >
        {rows.items.length === 0 ? (
          <EmptyState
            icon={<ListChecks />}
            title="No request was made in this period that fits"
            actions={
              <LinkButton
                href={auditAddress(query, {
                  period: "90d",
                  action: null,
                  by: null,
                  decider: null,
                  end: null,
                })}
                size="sm"
              >
                Show 90 days, unfiltered
              </LinkButton>
            }
          >
            Choose a longer period or fewer filters above.
          </EmptyState>
        ) : (
          <>
            <RequestRows
              caption="Requests of the period, newest first"
              rows={rows.items}
              hrefOf={(key) => auditAddress(query, { step: "record", request: key, seed: null })}
            />
            <Pagination
              label="Pages of the population"
              newerHref={newerHref}
              olderHref={olderHref}
              summary={`${rows.items.length.toLocaleString("en")} of ${rows.total.toLocaleString("en")} shown`}
            />
          </>
        )}
        <ListFoot {...made} list="population" rows={rows.total} />
      </Section>
    </div>
  );
}

function notEnded({ byStatus }: PopulationView["counts"]): number {
  const open = ["proposed", "pending", "approved", "executing", "unknown", "needs_attention"] as const;
  return open.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
}
