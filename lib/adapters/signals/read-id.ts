import { cleanText } from "./clean-text.ts";

/**
 * A sender's id, or null where it can't tell events apart: numbers beyond what JavaScript holds exactly, and texts
 * that would have to be cut.
 */
export function readId(value: unknown): string | null {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return null;
  const id = cleanText(value, 301);
  return id === null || id.length > 300 ? null : id;
}
