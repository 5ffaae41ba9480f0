import { Check } from "lucide-react";

import { requestSteps } from "#components/request/request-steps.ts";
import { cn } from "#components/ui/cn.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

const dots = {
  done: "border-muted text-muted",
  current: "border-ink bg-ink",
  ahead: "border-dashed border-control",
} as const;

const words = { done: "text-muted", current: "font-semibold text-fg", ahead: "text-faint" } as const;

/** How far the request has come, each step with its word. Nothing where it left the way. */
export function RequestProgress({ request }: { request: RequestView }) {
  const steps = requestSteps(request);
  if (steps === null) return null;
  return (
    <ol aria-label="Status of the request" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
      {steps.map((step, index) => (
        <li
          key={step.label}
          aria-current={step.state === "current" ? "step" : undefined}
          className="flex items-center gap-1.5"
        >
          {index > 0 ? <span aria-hidden="true" className="h-px w-3 bg-line-strong max-sm:hidden" /> : null}
          <span
            aria-hidden="true"
            className={cn(
              "inline-flex size-4 items-center justify-center rounded-full border",
              dots[step.state],
            )}
          >
            {step.state === "done" ? <Check className="size-2.5" strokeWidth={3} /> : null}
            {step.state === "current" ? <span className="size-1.5 rounded-full bg-on-ink" /> : null}
          </span>
          <span className={words[step.state]}>
            {step.label}
            {step.state === "done" ? <span className="sr-only"> (done)</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
