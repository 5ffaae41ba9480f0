import { hashFromBase64, hashToBase64 } from "./base64.ts";
import { isHash } from "./merkle.ts";

/** A tree head (https://c2sp.org/tlog-checkpoint): which log, how many leaves, and their root in lower-case hex. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
}

/** The text of a checkpoint, to be signed as a note. Throws `TypeError` for what can't stand in one. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isOrigin(origin)) throw new TypeError("not the origin of a log");
  if (!Number.isSafeInteger(size) || size < 0 || Object.is(size, -0)) throw new TypeError("not a size");
  if (!isHash(root)) throw new TypeError("not a hash in lower-case hex");
  return `${origin}\n${size}\n${hashToBase64(root)}\n`;
}

/**
 * Reads the text of a note, without its signatures, as a checkpoint: null unless it is exactly what `formatCheckpoint`
 * writes. Extension lines, which the format allows, are refused: this log never signs any.
 */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = text.split("\n");
  const [origin, written, encoded, end] = lines;
  if (origin === undefined || written === undefined || encoded === undefined) return null;
  if (lines.length !== 4 || end !== "") return null;
  const size = parseCount(written);
  const root = hashFromBase64(encoded);
  if (!isOrigin(origin) || size === null || root === null) return null;
  return { origin, size, root };
}

/** A decimal without leading zeroes and without a sign, below 2^53; else null. */
export function parseCount(text: string): number | null {
  const value = Number(text);
  return /^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

function isOrigin(origin: string): boolean {
  return origin !== "" && origin.isWellFormed() && !/[\x00-\x1f]/.test(origin);
}
