"use client";

import { Timer } from "lucide-react";

import { formatDuration } from "#components/format-duration.ts";
import { cn } from "#components/ui/cn.ts";
import { Progress } from "#components/ui/progress.tsx";
import { useNow } from "#components/use-now.ts";

export interface TimeLeftProps {
  /** When the clock began and when it runs out (RFC 3339). */
  startedAt: string;
  dueAt: string;
  /** One line without the bar, for dense rows. */
  compact?: boolean | undefined;
  /** What runs out, for speech and for the ended state: "to decide". */
  purpose?: string | undefined;
}

/** Time left as number, words and bar: amber from half of it on, bold from a quarter. */
export function TimeLeft({ startedAt, dueAt, compact = false, purpose }: TimeLeftProps) {
  const nowMs = useNow(5_000);
  const dueMs = Date.parse(dueAt);
  const leftMs = dueMs - nowMs;
  const share = Math.max(0, leftMs / Math.max(1, dueMs - Date.parse(startedAt)));
  const tint = cn(share > 0.5 ? "text-muted" : "text-warning", share <= 0.25 && "font-semibold");
  const over = leftMs <= 0;
  const span = formatDuration(Math.abs(leftMs), compact ? "short" : "long");
  const text = over
    ? `${compact ? "ran out" : `Time${purpose ? ` ${purpose}` : ""} ran out`} ${span} ago`
    : `${span} left${purpose && !compact ? ` ${purpose}` : ""}`;

  if (compact) {
    return (
      <span className={cn("inline-flex items-center gap-1 text-xs whitespace-nowrap", tint)}>
        <Timer aria-hidden="true" className="size-3.5 shrink-0" />
        {text}
      </span>
    );
  }
  return (
    <span className={cn("inline-flex w-44 max-w-full flex-col gap-1 text-xs", tint)}>
      <span className="whitespace-nowrap">{text}</span>
      <Progress share={share} />
    </span>
  );
}
