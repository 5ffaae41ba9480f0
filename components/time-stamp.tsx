"use client";

import { formatAuditTime, formatTime } from "#components/format-time.ts";
import { formatDuration } from "#components/format-duration.ts";
import { usePreferences } from "#components/shell/preferences.tsx";
import { cn } from "#components/ui/cn.ts";
import { useNow } from "#components/use-now.ts";

export interface TimeStampProps {
  /** RFC 3339. */
  at: string;
  /**
   * `both`: "12 min ago · 14:02:11Z". `relative`: "12m", the absolute time in the tooltip and for speech, for rows
   * whose record shows both. `absolute`: in the chosen zone. `audit`: UTC with milliseconds, whatever the choice.
   */
  show?: "both" | "relative" | "absolute" | "audit" | undefined;
  className?: string | undefined;
}

/** A moment. The relative part ticks silently: it stands in no live region. */
export function TimeStamp({ at, show = "both", className }: TimeStampProps) {
  const { zone, localZone, renderedAtMs } = usePreferences();
  const moment = new Date(at);
  // Ages of minutes don't change every 5 s, and a long list of them should not either.
  const nowMs = useNow(Math.abs(renderedAtMs - moment.getTime()) > 600_000 ? 30_000 : 5_000);
  const absolute =
    show === "audit" ? formatAuditTime(moment) : formatTime(moment, { zone, localZone }, nowMs);
  const awayMs = nowMs - moment.getTime();
  return (
    <time
      dateTime={moment.toISOString()}
      title={show === "relative" ? absolute : undefined}
      className={cn(show === "audit" ? "font-mono text-xs" : "whitespace-nowrap", className)}
    >
      {show === "relative" ? (
        <>
          {formatDuration(Math.abs(awayMs), "short")}
          <span className="sr-only">
            {awayMs < 0 ? " from now, " : " ago, "}
            {absolute}
          </span>
        </>
      ) : show === "both" ? (
        <>
          {inWords(awayMs)}
          <span aria-hidden="true"> · </span>
          {absolute}
        </>
      ) : (
        absolute
      )}
    </time>
  );
}

/** "just now", "12 min ago", "in 12 min". The clock steps by 5 s, so nearer than that nothing is claimed. */
function inWords(awayMs: number): string {
  if (Math.abs(awayMs) < 5_000) return "just now";
  const span = formatDuration(Math.abs(awayMs), "long");
  return awayMs < 0 ? `in ${span}` : `${span} ago`;
}
