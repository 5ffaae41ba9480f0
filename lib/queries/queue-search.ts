import { z } from "zod";

import { CaseStatus, caseStatuses } from "#lib/domain/case.ts";
import { severities, Severity } from "#lib/domain/severity.ts";
import type { QueueSearch, QueueView } from "#lib/queries/queue-href.ts";

interface Range {
  statuses: readonly CaseStatus[];
  severities: readonly Severity[];
  owner: "anybody" | "me" | "nobody";
}

const open = caseStatuses.filter((status) => status !== "closed");
const serious = severities.filter((severity) => severity !== "informational");

/** What each built-in view holds before anything is filtered. */
export const queueRanges: Record<QueueView, Range> = {
  open: { statuses: open, severities: serious, owner: "anybody" },
  mine: { statuses: open, severities: serious, owner: "me" },
  unassigned: { statuses: open, severities: serious, owner: "nobody" },
  awaiting_approval: { statuses: ["awaiting_approval"], severities, owner: "anybody" },
  informational: { statuses: open, severities: ["informational"], owner: "anybody" },
  closed: { statuses: ["closed"], severities, owner: "anybody" },
  all: { statuses: caseStatuses, severities, owner: "anybody" },
};

const View = z.enum(Object.keys(queueRanges) as [QueueView, ...QueueView[]]).catch("open");
const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,500}$/);

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
    cursor: Cursor.nullable().catch(null).parse(params.get("cursor")),
    newer: readList(params.get("newer"), Cursor, "."),
  };
}

/** What the store is asked for: the view, narrowed or moved by the filters. */
export function queueRange(search: QueueSearch): {
  statuses: CaseStatus[];
  severities: Severity[];
  owner: Range["owner"];
} {
  const range = queueRanges[search.view];
  return {
    statuses: [...(search.statuses.length > 0 ? search.statuses : range.statuses)],
    severities: [...(search.severities.length > 0 ? search.severities : range.severities)],
    owner: range.owner,
  };
}

function readList<T>(text: string | null, item: z.ZodType<T>, separator = ","): T[] {
  const found = (text ?? "").split(separator).flatMap((part) => {
    const parsed = item.safeParse(part);
    return parsed.success ? [parsed.data] : [];
  });
  return [...new Set(found)];
}
