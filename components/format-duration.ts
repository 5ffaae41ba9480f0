export type DurationStyle = "short" | "long";

const units = [
  { ms: 86_400_000, short: "d", long: "d" },
  { ms: 3_600_000, short: "h", long: "h" },
  { ms: 60_000, short: "m", long: "min" },
  { ms: 1_000, short: "s", long: "s" },
] as const;

/**
 * A span in its largest unit, and in the next one below ten of it: `48m`, `1h 20m`, `3d`, or in the long style
 * `48 min`, `1 h 20 min`. Rounded down, so that nothing ever seems older or longer than it is.
 */
export function formatDuration(spanMs: number, style: DurationStyle = "long"): string {
  const rest = Math.max(0, spanMs);
  const index = units.findIndex((unit) => rest >= unit.ms);
  const unit = units[index];
  if (unit === undefined) return style === "short" ? "0s" : "0 s";
  const gap = style === "short" ? "" : " ";
  const count = Math.floor(rest / unit.ms);
  const first = `${count}${gap}${unit[style]}`;
  const lower = units[index + 1];
  // Seconds beside minutes would tick without telling anything.
  if (lower === undefined || lower.ms < 60_000 || count >= 10) return first;
  const lowerCount = Math.floor((rest % unit.ms) / lower.ms);
  return lowerCount === 0 ? first : `${first} ${lowerCount}${gap}${lower[style]}`;
}
