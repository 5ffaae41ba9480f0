/** Standard base64 (RFC 4648, section 4) with padding. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/**
 * The bytes of a standard base64 text, or null when it isn't the one way of writing them: Node alone would also take
 * the URL alphabet, missing padding, blanks and stray bits, and one signature could then be written in many ways.
 */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

const hashBytes = 32;

/** The base64 of a hash that is given in lower-case hex. */
export function hashToBase64(hash: string): string {
  return toBase64(Buffer.from(hash, "hex"));
}

/** The lower-case hex of a SHA-256 hash that is given in base64, or null when it isn't one. */
export function hashFromBase64(text: string): string | null {
  const bytes = fromBase64(text);
  return bytes?.length === hashBytes ? bytes.toString("hex") : null;
}
