import { sha256Hex } from "#lib/log/hashes.ts";
import { cleanText } from "./clean-text.ts";

/** What recordings and careless senders write where an id should stand. */
const noIds = new Set(["redacted", "unknown", "null", "none", "n/a", "undefined", "-"]);

/**
 * A sender's id, or null where it can't tell events apart: numbers beyond what JavaScript holds exactly, texts that
 * would have to be cut, and words that only say that there is none.
 */
export function readId(value: unknown): string | null {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return null;
  const id = cleanText(value, 301);
  return id === null || id.length > 300 || noIds.has(id.toLowerCase()) ? null : id;
}

/** One id of several parts, null where the first is missing. What would be too long is told by its hash. */
export function joinIds(...parts: (string | null)[]): string | null {
  if (parts[0] === null) return null;
  const id = parts.filter((part) => part !== null).join(" ");
  return id.length <= 300 ? id : `sha256:${sha256Hex(id)}`;
}

/** Tells events of one id apart by what they say. */
export function contentHash(event: unknown): string {
  return sha256Hex(JSON.stringify(event)).slice(0, 16);
}
