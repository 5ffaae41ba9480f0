import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export type BadgeTone = "neutral" | "accent" | "success" | "warning" | "danger" | "violet" | "outline";

const tones: Record<BadgeTone, string> = {
  neutral: "border-transparent bg-neutral-soft text-muted",
  accent: "border-transparent bg-accent-soft text-accent",
  success: "border-transparent bg-success-soft text-success",
  warning: "border-transparent bg-warning-soft text-warning",
  danger: "border-transparent bg-danger-soft text-danger",
  violet: "border-transparent bg-violet-soft text-violet",
  outline: "border-line-strong text-muted",
};

export interface BadgeProps {
  tone?: BadgeTone | undefined;
  icon?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** A word in a chip. The word carries the meaning; the tone only repeats it. */
export function Badge({ tone = "neutral", icon, className, children }: BadgeProps) {
  return (
    <span
      data-edge=""
      className={cn(
        "inline-flex h-5.5 max-w-full items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
        className,
      )}
    >
      {icon ? (
        <span aria-hidden="true" className="inline-flex shrink-0 [&_svg]:size-3">
          {icon}
        </span>
      ) : null}
      {children}
    </span>
  );
}
