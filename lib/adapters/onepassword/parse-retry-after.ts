const shortestMs = 1_000;
const longestMs = 300_000;

/** `Date.parse` alone finds a date in nearly everything, in "soon 2030" too. */
const httpDate = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*, .*\d\d:\d\d:\d\d GMT$/i;

/**
 * The wait that a 429 asks for, kept within 1–300 s, or null when the header is absent or senseless (`abc`, `-5`, a
 * date that is over): then the caller's own doubling counts. Seconds and HTTP dates are both allowed by RFC 9110.
 */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return keepWithin(Number(text) * 1_000);
  if (!httpDate.test(text)) return null;
  const waitMs = Date.parse(text) - now.getTime();
  return waitMs > 0 ? keepWithin(waitMs) : null;
}

function keepWithin(waitMs: number): number {
  return Math.min(Math.max(waitMs, shortestMs), longestMs);
}
