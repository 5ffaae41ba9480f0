import { CircleCheck, CircleDashed, OctagonX } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface LogFactProps {
  kept: boolean;
  /** Not only missing, but wrong. */
  broken?: boolean | undefined;
  title: ReactNode;
  children: ReactNode;
}

/** One thing that protects the log, or doesn't yet. */
export function LogFact({ kept, broken = false, title, children }: LogFactProps) {
  const Icon = broken ? OctagonX : kept ? CircleCheck : CircleDashed;
  const tone = broken ? "text-danger" : kept ? "text-success" : "text-warning";
  return (
    <div className="min-w-0 bg-surface p-3.5">
      <p className="flex items-center gap-1.5 text-sm font-semibold text-fg">
        <Icon aria-hidden="true" className={cn("size-4 shrink-0", tone)} />
        {title}
      </p>
      <div className="mt-1 text-xs text-muted">{children}</div>
    </div>
  );
}
