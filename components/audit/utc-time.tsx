"use client";

import { formatDuration } from "#components/format-duration.ts";
import { formatTime } from "#components/format-time.ts";
import { useNow } from "#components/use-now.ts";

/** A moment of the record, to the second and always UTC, whatever the person has chosen; with its age where that counts. */
export function UtcTime({ at, withAge = false }: { at: string; withAge?: boolean }) {
  const nowMs = useNow(1_000);
  const moment = new Date(at);
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {formatTime(moment, { zone: "utc", localZone: null }, nowMs)}
      {withAge ? ` (${formatDuration(Math.max(0, nowMs - moment.getTime()))} old)` : null}
    </time>
  );
}
