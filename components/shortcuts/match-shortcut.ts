import type { Shortcut } from "#components/shortcuts/shortcut-table.ts";

/**
 * Finds what a key means after the one before it: a shortcut, the beginning of one, or nothing. A first key that leads
 * nowhere is forgotten, and the second counts by itself.
 */
export function matchShortcut(
  table: readonly Shortcut[],
  { before, key }: { before: string | null; key: string },
): Shortcut | "begun" | null {
  const chord = table.find((row) => row.keys.length === 2 && row.keys[0] === before && row.keys[1] === key);
  if (chord !== undefined) return chord;
  const single = table.find((row) => row.keys.length === 1 && row.keys[0] === key);
  if (single !== undefined) return single;
  return table.some((row) => row.keys.length === 2 && row.keys[0] === key) ? "begun" : null;
}
