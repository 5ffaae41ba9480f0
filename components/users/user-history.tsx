import Link from "next/link";

import { TimedText } from "#components/request/timed-text.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { allSimulated, SimulatedLegend, SimulatedMark } from "#components/simulated.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Section } from "#components/ui/section.tsx";
import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

/** What was read of the person's state, and who asked for and decided on changes to it, newest first. */
export function UserHistory({ entries }: { entries: readonly (TimelineEntry & { caseKey: string })[] }) {
  const saidOnce = allSimulated(entries);
  return (
    <Section title="History of the state" id="history" flush aside={<SimulatedLegend entries={entries} />}>
      {entries.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          Countersign has neither changed this person’s state nor seen it change.
        </p>
      ) : (
        <ol className="divide-y">
          {entries.map((entry) => (
            <li key={entry.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2 text-sm">
              <div className="min-w-0 flex-1 basis-80">
                <TimedText text={entry.story} />
                {entry.quote === null ? null : (
                  <blockquote className="mt-0.5 border-l-2 border-line-strong pl-2.5 text-muted">
                    <SafeText text={entry.quote} />
                  </blockquote>
                )}
              </div>
              <span className="flex flex-wrap items-baseline gap-x-3 text-xs text-muted">
                {entry.simulated && !saidOnce ? <SimulatedMark /> : null}
                <TimeStamp at={entry.at} />
                <Link
                  href={`/cases/${entry.caseKey}`}
                  prefetch={false}
                  className="font-mono text-xs text-fg underline-offset-2 hover:underline"
                >
                  {entry.caseKey}
                </Link>
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
