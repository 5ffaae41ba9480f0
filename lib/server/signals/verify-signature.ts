import { createHmac, timingSafeEqual } from "node:crypto";
import { DomainError } from "#lib/domain/errors.ts";

const toleranceSeconds = 5 * 60;

interface SignedDelivery {
  headers: { get(name: string): string | null };
  body: Uint8Array;
  /** Two while they are being rotated. */
  secrets: readonly string[];
  now: Date;
}

/**
 * Checks a Standard Webhooks signature (standardwebhooks.com, symmetric `v1`) and returns the delivery's id. The
 * published package isn't used here: it takes the time from the system's clock, and it turns the bytes into text and
 * back, so that two bodies which aren't UTF-8 may pass with one signature. Throws `signature_invalid`,
 * `timestamp_out_of_range`.
 */
export function verifySignature({ headers, body, secrets, now }: SignedDelivery): string {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const given = headers.get("webhook-signature") ?? "";
  if (!/^[\x21-\x7E]{1,256}$/.test(id) || !/^\d{1,12}$/.test(timestamp))
    throw new DomainError("signature_invalid");
  const signatures = given
    .split(" ")
    .flatMap((part) => (part.startsWith("v1,") ? [Buffer.from(part.slice(3))] : []));
  const wanted = secrets.map((secret) => sign({ secret, id, timestamp, body }));
  // Every pair is compared, so that the time taken doesn't tell which secret was close.
  const fitting = wanted.flatMap((one) => signatures.filter((signature) => isSame(one, signature)));
  if (fitting.length === 0) throw new DomainError("signature_invalid");
  if (Math.abs(Math.floor(now.getTime() / 1_000) - Number(timestamp)) > toleranceSeconds) {
    throw new DomainError("timestamp_out_of_range");
  }
  return id;
}

function sign(input: { secret: string; id: string; timestamp: string; body: Uint8Array }): Buffer {
  const key = Buffer.from(input.secret.replace(/^whsec_/, ""), "base64");
  // An empty key would let everybody sign.
  if (key.length < 24) throw new Error("The secret of a source has fewer than 24 bytes.");
  const hmac = createHmac("sha256", key).update(`${input.id}.${input.timestamp}.`).update(input.body);
  return Buffer.from(hmac.digest("base64"));
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
