import { memo } from "react";

import { QuotedText } from "#components/request/quoted-text.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { SimulatedMark } from "#components/simulated.tsx";
import type { TimelineEntryProps } from "#components/timeline/entry-props.ts";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

/** One entry as it is recorded: number, UTC to the millisecond, actor, type, before and after, facts, hash. */
export const RecordEntry = memo(function RecordEntry({ entry, far, marked }: TimelineEntryProps) {
  const before = entry.facts.find(([name]) => name === "before")?.[1];
  const after = entry.facts.find(([name]) => name === "after")?.[1];
  const facts = entry.facts.filter(([name]) => name !== "before" && name !== "after");
  return (
    <li
      id={`entry-${entry.n}`}
      className={cn(
        "grid gap-1 px-4 py-2.5",
        far && "[contain-intrinsic-size:auto_5rem] [content-visibility:auto]",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="w-8 text-right font-mono text-xs text-faint">{entry.n}</span>
        <TimeStamp at={entry.at} show="audit" className="text-muted" />
        <span className="font-mono text-xs font-semibold text-fg">{entry.type}</span>
        <SafeText text={entry.actor} className="text-fg" />
        {entry.late ? <Badge tone="warning">clock went back</Badge> : null}
        {marked ? <SimulatedMark /> : null}
        <span className="ml-auto inline-flex items-center gap-0.5 text-xs text-muted">
          <span className="mr-2">{entry.index === null ? "sealing…" : `sealed as ${entry.index}`}</span>
          <span className="font-mono" title={entry.hash}>
            {entry.hash.slice(0, 12)}…
          </span>
          <CopyButton text={entry.hash} label={`Copy the hash of entry ${entry.n}`} className="size-6" />
        </span>
      </div>
      <div className="grid gap-1 pl-11 max-sm:pl-0">
        {before === undefined && after === undefined ? null : (
          <p className="font-mono text-xs text-fg">
            <SafeText text={before ?? "–"} /> <span aria-hidden="true">→</span>
            <span className="sr-only">to</span> <SafeText text={after ?? "–"} />
          </p>
        )}
        {entry.quote === null ? null : <QuotedText text={entry.quote} />}
        <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
          {facts.map(([name, value]) => (
            <div key={name} className="flex max-w-full min-w-0 gap-x-1.5">
              <dt className="shrink-0 text-faint">{name}</dt>
              <dd className="min-w-0 font-mono break-all text-muted">
                <SafeText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
});
