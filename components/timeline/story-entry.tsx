import { memo } from "react";

import { QuotedText } from "#components/request/quoted-text.tsx";
import { TimedText } from "#components/request/timed-text.tsx";
import { SimulatedMark } from "#components/simulated.tsx";
import { EntryIcon } from "#components/timeline/entry-icon.tsx";
import type { TimelineEntryProps } from "#components/timeline/entry-props.ts";
import { TimeStamp } from "#components/time-stamp.tsx";
import { cn } from "#components/ui/cn.ts";

/** Entries that only follow from the one before: quieter, so that what people did and what came of it stands out. */
const steps = new Set(["case.opened", "case.changed", "request.claimed", "call.intended"]);

/** One entry as a sentence. */
export const StoryEntry = memo(function StoryEntry({ entry, far, marked }: TimelineEntryProps) {
  return (
    <li
      id={`entry-${entry.n}`}
      className={cn(
        "group relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 pb-3.5 last:pb-0",
        far && "[contain-intrinsic-size:auto_2.5rem] [content-visibility:auto]",
      )}
    >
      <span aria-hidden="true" className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
      <EntryIcon entry={entry} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4 sm:flex-nowrap">
          <span className={cn("min-w-0", steps.has(entry.type) ? "text-muted" : "text-fg")}>
            <TimedText text={entry.story} />
            {marked ? <SimulatedMark className="ml-1.5" /> : null}
          </span>
          <TimeStamp at={entry.at} className="text-xs text-muted sm:shrink-0" />
        </p>
        {entry.quote === null ? null : <QuotedText text={entry.quote} className="mt-1" />}
        {entry.erased ? <p className="mt-1 text-xs text-faint">Its text was erased.</p> : null}
      </div>
    </li>
  );
});
