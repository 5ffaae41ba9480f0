import { z } from "zod";

import { readTrail } from "#components/page-trail.ts";
import { queueViews, type QueueSearch, type QueueView } from "#components/queue/queue-address.ts";
import { CaseStatus, caseStatuses } from "#lib/domain/case.ts";
import { severities, Severity } from "#lib/domain/severity.ts";

interface Range {
  statuses: readonly CaseStatus[];
  severities: readonly Severity[];
  owner: "anybody" | "me" | "nobody";
  /** Only what is put aside. */
  snoozed?: true;
}

const open = caseStatuses.filter((status) => status !== "closed");
const serious = severities.filter((severity) => severity !== "informational");

/** What each built-in view holds before anything is filtered. */
const ranges: Record<QueueView, Range> = {
  open: { statuses: open, severities: serious, owner: "anybody" },
  mine: { statuses: open, severities: serious, owner: "me" },
  unassigned: { statuses: open, severities: serious, owner: "nobody" },
  awaiting_approval: { statuses: ["awaiting_approval"], severities, owner: "anybody" },
  informational: { statuses: open, severities: ["informational"], owner: "anybody" },
  snoozed: { statuses: open, severities, owner: "anybody", snoozed: true },
  closed: { statuses: ["closed"], severities, owner: "anybody" },
  all: { statuses: caseStatuses, severities, owner: "anybody" },
};

const View = z.enum(queueViews).catch("open");

/**
 * Reads the queue's address, for the page and for its JSON route alike. A value that isn't ours counts as absent: an
 * old link has to open.
 */
export function readQueueSearch(params: URLSearchParams): QueueSearch {
  return {
    view: View.parse(params.get("view")),
    statuses: readList(params.get("status"), CaseStatus),
    severities: readList(params.get("severity"), Severity),
    q: (params.get("q") ?? "").trim().slice(0, 200),
    trail: readTrail(params.get("at") ?? undefined),
  };
}

/** What the view holds by itself, for the controls that narrow it. */
export function viewRange(view: QueueView): Range {
  return ranges[view];
}

/** What the store is asked for: the view, narrowed or moved by the filters. */
export function queueQueryOf(search: QueueSearch): {
  statuses: CaseStatus[];
  severities: Severity[];
  owner: Range["owner"];
  snoozed: boolean;
  q: string;
  cursor: string | null;
} {
  const range = ranges[search.view];
  return {
    statuses: [...(search.statuses.length > 0 ? search.statuses : range.statuses)],
    severities: [...(search.severities.length > 0 ? search.severities : range.severities)],
    owner: range.owner,
    snoozed: range.snoozed ?? false,
    q: search.q,
    cursor: search.trail.at(-1) ?? null,
  };
}

function readList<T>(text: string | null, item: z.ZodType<T>): T[] {
  const found = (text ?? "").split(",").flatMap((part) => {
    const parsed = item.safeParse(part);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(found)];
}
