import type { Metadata } from "next";

import { queueFilters, queuePageSize, type QueueSearch } from "#components/queue/queue-address.ts";
import { QueueFilters } from "#components/queue/queue-filters.tsx";
import { QueueList } from "#components/queue/queue-list.tsx";
import { queueQueryOf, readQueueSearch, viewRange } from "#components/queue/queue-search.ts";
import { QueueViews } from "#components/queue/queue-views.tsx";
import { ReviewsLink } from "#components/queue/reviews-link.tsx";
import { UnlinkedLink } from "#components/queue/unlinked-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { reportWays } from "#lib/use-cases/report-signal.ts";
import { viewQueue } from "#lib/use-cases/view-queue.ts";

import { NewCase } from "./new-case.tsx";
import { rightToWork } from "./right-to-work.ts";
import { toParams } from "./to-params.ts";

export const metadata: Metadata = { title: "Cases – Countersign" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CasesPage({ searchParams }: Props) {
  const actor = await requireActor();
  const search = readQueueSearch(toParams(await searchParams));
  const page = await viewQueue(services(), actor, { ...queueQueryOf(search), limit: queuePageSize });
  const query = toParams({ ...queueFilters(search), at: search.trail.join(".") }).toString();
  const right = rightToWork(actor);
  return (
    <>
      <PageHeader
        title="Cases"
        actions={
          <>
            <ReviewsLink />
            <UnlinkedLink />
            {right === null ? null : <NewCase right={right} ways={Object.entries(reportWays)} />}
          </>
        }
      >
        <QueueViews current={isMoved(search) ? null : search.view} />
      </PageHeader>
      <section
        aria-label="Queue"
        className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] rounded-lg border bg-surface shadow-card"
      >
        <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-1.5 max-sm:px-3">
          <QueueFilters search={search} range={controlsOf(search)} />
        </div>
        {/* Another address is another list; the filters stay, for somebody may be typing in them. */}
        <QueueList key={query} search={search} query={query} initial={page} />
      </section>
    </>
  );
}

/** An address may ask for a status that its view doesn't hold; then no view is the current one. */
function isMoved({ view, statuses, severities }: QueueSearch): boolean {
  const range = viewRange(view);
  return (
    statuses.some((status) => !range.statuses.includes(status)) ||
    severities.some((severity) => !range.severities.includes(severity))
  );
}

function controlsOf(search: QueueSearch) {
  return viewRange(isMoved(search) ? "all" : search.view);
}
