import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { EncryptedField } from "#lib/domain/entry.ts";

/** The key of one holder: a subject, a person of the team, or a source. 32 bytes. */
export interface HolderKey {
  kid: string;
  key: Uint8Array;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encrypts one text of an entry: AES-256-GCM under a key that is derived for this entry from the holder's key, so an
 * evidence package can disclose one entry without the holder's key. `kc` commits to the derived key, because GCM alone
 * lets one ciphertext open under two keys.
 */
export function encryptField(input: {
  installationId: string;
  entryId: string;
  field: string;
  text: string;
  holder: HolderKey;
}): EncryptedField {
  const key = entryKey(input.holder.key, input.entryId);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(additionalData(input));
  const ct = Buffer.concat([cipher.update(input.text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return {
    field: input.field,
    kid: input.holder.kid,
    nonce: nonce.toString("base64"),
    ct: ct.toString("base64"),
    kc: commitment(key),
  };
}

/** The text, or null when this key is not the one that it was encrypted under, or the bytes were changed. */
export function decryptField(input: {
  installationId: string;
  entryId: string;
  encrypted: EncryptedField;
  holder: HolderKey;
}): string | null {
  const key = entryKey(input.holder.key, input.entryId);
  if (commitment(key) !== input.encrypted.kc) return null;
  const sealed = Buffer.from(input.encrypted.ct, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(input.encrypted.nonce, "base64"), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(additionalData({ ...input, field: input.encrypted.field }));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return (
      decipher.update(sealed.subarray(0, sealed.length - tagBytes), undefined, "utf8") +
      decipher.final("utf8")
    );
  } catch {
    return null;
  }
}

/** The key under which the texts of one entry are encrypted: HKDF-SHA256 of the holder's key and the entry's id. */
export function entryKey(holderKey: Uint8Array, entryId: string): Buffer {
  return Buffer.from(hkdfSync("sha256", holderKey, entryId, "countersign/entry/1", keyBytes));
}

function commitment(key: Buffer): string {
  return createHash("sha256").update("kc").update(key).digest("hex");
}

function additionalData(input: { installationId: string; entryId: string; field: string }): Buffer {
  return Buffer.from(`${input.installationId}\n${input.entryId}\n${input.field}`);
}
