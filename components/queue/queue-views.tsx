"use client";

import { useQuery } from "@tanstack/react-query";

import { queueViews, type QueueView } from "#components/queue/queue-address.ts";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import type { QueueCounts } from "#lib/domain/views/case-view.ts";
import { countsQuery } from "#lib/queries/counts.ts";

const labels: Record<QueueView, string> = {
  open: "Open",
  mine: "Mine",
  unassigned: "Unassigned",
  awaiting_approval: "Awaiting approval",
  informational: "Informational",
  snoozed: "Snoozed",
  closed: "Closed",
  all: "All",
};

/** Up to here a count by owner is exact. */
const countedTo = 10_000;

function countOf(counts: QueueCounts, view: QueueView): number | string {
  switch (view) {
    case "open":
      return counts.open;
    case "mine":
    case "unassigned":
      return counts[view] >= countedTo ? "10,000+" : counts[view];
    case "awaiting_approval":
      return counts.awaitingApproval;
    case "informational":
      return counts.informational;
    case "snoozed":
      return counts.snoozed;
    case "closed":
      return counts.closed;
    case "all":
      return counts.all;
  }
}

/** The built-in views as links with their counts. */
export function QueueViews({ current }: { current: QueueView | null }) {
  const { data } = useQuery(countsQuery);
  const counts = data?.queue;
  return (
    <LinkTabs
      label="Views of the queue"
      tabs={queueViews.map((view) => ({
        href: view === "open" ? "/cases" : `/cases?view=${view}`,
        label: labels[view],
        count: counts && countOf(counts, view),
        current: view === current,
      }))}
    />
  );
}
