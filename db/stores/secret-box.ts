import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * Encrypts what lies in the database under the data key, which doesn't. `about` is bound to it, so a value moved to
 * another row doesn't open.
 */
export function sealSecret(dataKey: Uint8Array, about: string, secret: Uint8Array): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", dataKey, nonce);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString(
    "base64",
  );
}

/** Throws when the data key is another one or the value was changed. */
export function openSecret(dataKey: Uint8Array, about: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", dataKey, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(bytes.length - 16));
  return Buffer.concat([decipher.update(bytes.subarray(12, bytes.length - 16)), decipher.final()]);
}
