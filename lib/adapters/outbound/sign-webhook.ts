import { createHmac } from "node:crypto";

/**
 * The headers of a signed delivery (standardwebhooks.com, symmetric `v1`). `secret` is base64 of at least 24 bytes,
 * with or without `whsec_` before it. Throws for a shorter one.
 */
export function signWebhook(input: { secret: string; id: string; at: Date; body: string }): {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
} {
  const timestamp = String(Math.floor(input.at.getTime() / 1_000));
  const key = Buffer.from(input.secret.replace(/^whsec_/, ""), "base64");
  if (key.length < 24) throw new Error("The secret has fewer than 24 bytes.");
  const signature = createHmac("sha256", key)
    .update(`${input.id}.${timestamp}.${input.body}`)
    .digest("base64");
  return {
    "webhook-id": input.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
