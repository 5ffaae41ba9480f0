"use client";

import { useNow } from "#components/use-now.ts";

/** "in 20 s", or "now" from then on. Ticks silently. */
export function Countdown({ until }: { until: string }) {
  const leftMs = Date.parse(until) - useNow(1_000);
  return <time dateTime={until}>{leftMs < 1_000 ? "now" : `in ${Math.ceil(leftMs / 1_000)} s`}</time>;
}
