import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

/**
 * Puts pages of one chain together, oldest first, each number once. What was loaded stays, also when the newest page
 * moves on. Entries never change; only their place in the tree comes later, so the one that has it is kept.
 */
export function mergeEntries(
  kept: readonly TimelineEntry[],
  loaded: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const known = new Map(kept.map((entry) => [entry.n, entry]));
  const fresh = loaded.filter(({ n, index }) => {
    const before = known.get(n);
    return before === undefined || (before.index === null && index !== null);
  });
  if (fresh.length === 0) return kept;
  for (const entry of fresh) known.set(entry.n, entry);
  return [...known.values()].toSorted((a, b) => a.n - b.n);
}
