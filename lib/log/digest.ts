import type { RequestPayload } from "#lib/domain/request-payload.ts";
import { canonicalBytes } from "./canonical.ts";
import { sha256Hex } from "./hashes.ts";

/** The bytes that a request is bound to, and their SHA-256 in hex: what an approver sends back and a vote refers to. */
export function sealPayload(payload: RequestPayload): { bytes: Uint8Array; digest: string } {
  const bytes = canonicalBytes(payload);
  return { bytes, digest: sha256Hex(bytes) };
}
