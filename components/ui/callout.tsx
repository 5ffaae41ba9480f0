import { CircleCheck, Info, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export type CalloutTone = "info" | "success" | "warning" | "danger";

export interface CalloutProps {
  tone?: CalloutTone | undefined;
  title?: ReactNode;
  actions?: ReactNode;
  /** `alert` interrupts a screen reader: only for what has just gone wrong. */
  role?: "alert" | "status" | "note" | undefined;
  className?: string | undefined;
  children?: ReactNode;
}

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: OctagonX } as const;

const looks: Record<CalloutTone, { box: string; icon: string }> = {
  info: { box: "border-accent/25 bg-accent-soft", icon: "text-accent" },
  success: { box: "border-success/25 bg-success-soft", icon: "text-success" },
  warning: { box: "border-warning/30 bg-warning-soft", icon: "text-warning" },
  danger: { box: "border-danger/30 bg-danger-soft", icon: "text-danger" },
};

/** Something the reader must know before going on: what happened, what didn't, what next. */
export function Callout({ tone = "info", title, actions, role, className, children }: CalloutProps) {
  const Icon = icons[tone];
  return (
    <div
      role={role}
      className={cn(
        "flex items-start gap-2.5 rounded-lg border px-3 py-2.5 text-sm",
        looks[tone].box,
        className,
      )}
    >
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", looks[tone].icon)} />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium text-fg">{title}</p> : null}
        {children ? <div className={cn("text-muted", title && "mt-0.5")}>{children}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
