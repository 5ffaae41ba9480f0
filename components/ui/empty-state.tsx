import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface EmptyStateProps {
  icon?: ReactNode;
  /** What isn't here, with the filter that hid it if there is one. */
  title: ReactNode;
  /** What to do about it. */
  children?: ReactNode;
  actions?: ReactNode;
  className?: string | undefined;
}

/** Nothing to show, as an instruction. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-12 text-center", className)}>
      {icon ? (
        <span
          aria-hidden="true"
          className="mb-3 inline-flex size-9 items-center justify-center rounded-lg border bg-subtle text-faint [&_svg]:size-4.5"
        >
          {icon}
        </span>
      ) : null}
      <p className="text-base font-medium text-fg">{title}</p>
      {children ? <div className="mt-1 max-w-prose text-sm text-muted">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
