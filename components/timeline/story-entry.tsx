import { memo } from "react";

import { QuotedText } from "#components/request/quoted-text.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { EntryIcon } from "#components/timeline/entry-icon.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

/** One entry as a sentence. What is far down the page isn't laid out until it is scrolled to. */
export const StoryEntry = memo(function StoryEntry({ entry }: { entry: TimelineEntry }) {
  return (
    <li
      id={`entry-${entry.n}`}
      className="group relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 pb-3.5 [contain-intrinsic-size:auto_2.5rem] [content-visibility:auto] last:pb-0"
    >
      <span aria-hidden="true" className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
      <EntryIcon type={entry.type} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="min-w-0 text-fg">
            <SafeText text={entry.story} />
            {entry.simulated ? (
              <Badge tone="outline" className="ml-2">
                simulated
              </Badge>
            ) : null}
          </span>
          <TimeStamp at={entry.at} className="text-xs text-muted" />
        </p>
        {entry.quote === null ? null : <QuotedText text={entry.quote} className="mt-1" />}
      </div>
    </li>
  );
});
