import Link from "next/link";

import { endNames, endOrder } from "#components/audit/end-names.ts";
import { cn } from "#components/ui/cn.ts";
import { Section } from "#components/ui/section.tsx";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { PopulationCounts } from "#lib/domain/views/audit-view.ts";

export interface EndListProps {
  counts: PopulationCounts;
  current: AuditQuery["end"];
  hrefOf: (end: (typeof endOrder)[number]) => string;
}

/** How the requests ended, as numbers with their bars; the two that only a person can end come last. */
export function EndList({ counts, current, hrefOf }: EndListProps) {
  const most = Math.max(1, ...endOrder.map((end) => counts.byStatus[end] ?? 0));
  return (
    <Section title="How they ended" id="ends" flush>
      <ul className="grid gap-x-6 px-2 py-1.5 sm:grid-cols-2" data-keep-together="">
        {endOrder.map((end) => {
          const count = counts.byStatus[end] ?? 0;
          return (
            <li key={end}>
              <Link
                href={hrefOf(end)}
                prefetch={false}
                aria-current={current === end ? "true" : undefined}
                className="grid h-7.5 grid-cols-[8.5rem_minmax(0,1fr)_3.5rem] items-center gap-2 rounded-md px-2 text-sm text-fg no-underline hover:bg-hover focus-visible:-outline-offset-2 aria-[current=true]:bg-selected"
              >
                <span className={cn(count === 0 && "text-muted")}>{endNames[end]}</span>
                <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-neutral-soft">
                  <span
                    className={cn("block h-full rounded-full", bars[end])}
                    style={{ width: `${(count / most) * 100}%` }}
                  />
                </span>
                <span className={cn("text-right tabular-nums", count === 0 ? "text-faint" : "font-semibold")}>
                  {count.toLocaleString("en")}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const bars: Record<(typeof endOrder)[number], string> = {
  succeeded: "bg-success",
  refused: "bg-danger",
  failed: "bg-danger",
  denied: "bg-neutral",
  expired: "bg-neutral",
  withdrawn: "bg-neutral",
  stale: "bg-neutral",
  superseded: "bg-neutral",
  unknown: "bg-warning",
  needs_attention: "bg-danger",
};
