import { FlaskConical } from "lucide-react";

interface Told {
  /** Made up by the demo, and never happened. */
  simulated: boolean;
}

/** What is so of every entry of a list is said once above it, and not beside each. */
export function allSimulated(entries: readonly Told[]): boolean {
  return entries.length > 0 && entries.every((entry) => entry.simulated);
}

/** The sign of an entry that the demo made up; SimulatedLegend says what it means. */
export function SimulatedMark({ className }: { className?: string | undefined }) {
  return (
    <span title="Simulated: made up by the demo" className={className}>
      <FlaskConical aria-hidden="true" className="inline size-3 align-[-0.125em] text-faint" />
      <span className="sr-only">simulated</span>
    </span>
  );
}

/** What the sign means, or that all of a list is simulated; nothing where nothing is. */
export function SimulatedLegend({ entries }: { entries: readonly Told[] }) {
  if (!entries.some((entry) => entry.simulated)) return null;
  return (
    <span className="inline-flex items-center gap-1 text-xs text-muted">
      <FlaskConical aria-hidden="true" className="size-3 shrink-0" />
      {allSimulated(entries) ? "all simulated, made up by the demo" : "simulated, made up by the demo"}
    </span>
  );
}
