/** Control characters: PostgreSQL stores no NUL, and nobody reads the others. */
const unprintable = /\p{Cc}+/gu;

/**
 * A sender's text for storing and showing: well-formed, on one line, trimmed, cut at `maxLength` without halving a
 * character. Null where nothing is left, or where the value is no text. The raw bytes are kept apart, untouched.
 */
export function cleanText(value: unknown, maxLength: number): string | null {
  const text = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") return null;
  const clean = text.toWellFormed().replace(unprintable, " ").trim();
  if (clean.length <= maxLength) return clean === "" ? null : clean;
  const cut = clean.slice(0, maxLength);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

/** `password_secret_bad`, `Impossible.Travel` and `impossibleTravel` as words. */
export function inWords(id: string): string {
  return id
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._\-:/]+/g, " ")
    .trim()
    .toLowerCase();
}
