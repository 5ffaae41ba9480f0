import { createHash } from "node:crypto";

/** SHA-256 in lower-case hex. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

const leafPrefix = Uint8Array.of(0x00);

/** The RFC 6962 leaf hash of an entry's stored bytes, lower-case hex: what the next entry of the chain repeats. */
export function leafHashHex(bytes: Uint8Array): string {
  return createHash("sha256").update(leafPrefix).update(bytes).digest("hex");
}

/** `prev` of a chain's first entry. */
export const noEntry = "0".repeat(64);
