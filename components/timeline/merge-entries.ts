import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

/**
 * Puts pages of one chain together, oldest first, each number once. What was loaded stays, also when the newest page
 * moves on: entries never change, so the first one seen is as good as any.
 */
export function mergeEntries(
  kept: readonly TimelineEntry[],
  loaded: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const known = new Set(kept.map((entry) => entry.n));
  const fresh = loaded.filter((entry) => !known.has(entry.n));
  return fresh.length === 0 ? kept : [...kept, ...fresh].toSorted((a, b) => a.n - b.n);
}
