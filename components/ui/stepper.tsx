import { Check } from "lucide-react";

import { cn } from "#components/ui/cn.ts";

export interface Step {
  label: string;
  /** `skipped`: gone past without ever being there. */
  state: "done" | "skipped" | "current" | "ahead";
}

/** Where something stands on its way. In a narrow place only the current step keeps its word; speech has all. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <div className="@container min-w-0">
      <ol aria-label={label} className="flex flex-wrap items-center gap-1.5 text-xs">
        {steps.map((step, index) => (
          <li
            key={step.label}
            aria-current={step.state === "current" ? "step" : undefined}
            className="flex shrink-0 items-center gap-1.5"
          >
            {index > 0 ? (
              <span
                aria-hidden="true"
                className={cn("h-px w-3 bg-line-strong @max-md:hidden", step.state !== "ahead" && "bg-muted")}
              />
            ) : null}
            <span
              aria-hidden="true"
              className={cn(
                "inline-flex size-4 shrink-0 items-center justify-center rounded-full border",
                dots[step.state],
              )}
            >
              {step.state === "done" ? <Check className="size-2.5" strokeWidth={3} /> : null}
              {step.state === "skipped" ? <span className="h-px w-2 bg-muted" /> : null}
              {step.state === "current" ? <span className="size-1.5 rounded-full bg-on-ink" /> : null}
            </span>
            <span className={cn("whitespace-nowrap", words[step.state])}>
              {step.label}
              {step.state === "done" ? <span className="sr-only"> (done)</span> : null}
              {step.state === "skipped" ? <span className="sr-only"> (not needed)</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const dots = {
  done: "border-muted text-muted",
  skipped: "border-transparent",
  current: "border-ink bg-ink",
  ahead: "border-dashed border-control",
} as const;

const words = {
  done: "text-muted @max-3xl:sr-only",
  skipped: "text-faint @max-3xl:sr-only",
  current: "font-semibold text-fg",
  ahead: "text-faint @max-3xl:sr-only",
} as const;
