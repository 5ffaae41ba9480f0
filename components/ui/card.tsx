import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

/** A frame without a heading of its own. */
export function Card({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return <div className={cn("rounded-lg border bg-surface p-4 shadow-card", className)}>{children}</div>;
}
