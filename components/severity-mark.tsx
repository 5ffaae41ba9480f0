import { cn } from "#components/ui/cn.ts";
import type { Severity } from "#lib/domain/severity.ts";

/** How a severity is called where a person reads it. */
export const severityNames = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  informational: "Informational",
} as const satisfies Record<Severity, string>;

const tints: Record<Severity, string> = {
  critical: "text-critical",
  high: "text-high",
  medium: "text-medium",
  low: "text-low",
  informational: "text-informational",
};

export interface SeverityMarkProps {
  severity: Severity;
  /** Leaves the word to screen readers, in rows whose column is too narrow; the shape stays. */
  wordHidden?: boolean | undefined;
  className?: string | undefined;
}

/** Shape and word. The shape alone tells severities apart; the colour only repeats it. */
export function SeverityMark({ severity, wordHidden = false, className }: SeverityMarkProps) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap",
        tints[severity],
        className,
      )}
    >
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0 fill-current">
        <SeverityShape severity={severity} />
      </svg>
      <span className={wordHidden ? "sr-only" : undefined}>{severityNames[severity]}</span>
    </span>
  );
}

function SeverityShape({ severity }: { severity: Severity }) {
  switch (severity) {
    case "critical":
      return <path d="M6 0 12 6 6 12 0 6Z" />;
    case "high":
      return <path d="M6 .8 12 11.2H0Z" />;
    case "medium":
      return <path d="M1 1h10v10H1Z" />;
    case "low":
      return <circle cx="6" cy="6" r="5" />;
    case "informational":
      return <circle cx="6" cy="6" r="4.4" className="fill-none stroke-current" strokeWidth="1.6" />;
  }
}
