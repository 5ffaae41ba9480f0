import { CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

/** One thing that protects the log, or doesn't yet. */
export function LogFact({ kept, title, children }: { kept: boolean; title: ReactNode; children: ReactNode }) {
  const Icon = kept ? CircleCheck : CircleDashed;
  return (
    <div className="min-w-0 bg-surface p-3.5">
      <p className="flex items-center gap-1.5 text-sm font-semibold text-fg">
        <Icon aria-hidden="true" className={cn("size-4 shrink-0", kept ? "text-success" : "text-warning")} />
        {title}
      </p>
      <div className="mt-1 text-xs text-muted">{children}</div>
    </div>
  );
}
