import type { CaseActions } from "#components/case/case-actions.ts";
import { SignalItem } from "#components/case/signal-item.tsx";
import { Count } from "#components/ui/count.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SignalView } from "#lib/domain/views/case-view.ts";

export interface SignalListProps {
  title?: string;
  signals: readonly SignalView[];
  total: number;
  /** Absent where nothing can be taken out of the case. */
  detach?: CaseActions["detach"] | undefined;
}

/** The signals of a case, newest first. */
export function SignalList({ title = "Signals", signals, total, detach }: SignalListProps) {
  return (
    <Section title={title} id="signals" aside={<Count value={total} />} flush>
      <ul className="divide-y">
        {signals.map((signal) => (
          <SignalItem key={signal.id} signal={signal} detach={detach} />
        ))}
      </ul>
      {total > signals.length ? (
        <p className="border-t px-4 py-2 text-xs text-muted">
          The newest {signals.length} of {total.toLocaleString("en")} are shown; the timeline has all.
        </p>
      ) : null}
    </Section>
  );
}
