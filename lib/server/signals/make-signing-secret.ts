import { randomBytes } from "node:crypto";

/** A new secret for the deliveries of a source: 32 bytes in the form of Standard Webhooks. */
export function makeSigningSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}
