import { createHash } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 26 characters of `[A-Z2-7]`, the same for the same text on every machine. */
export function makeId(text: string): string {
  return idFromBytes(createHash("sha256").update(text).digest());
}

/** As `makeId`, from bytes that are random already; the first 26 are used. */
export function idFromBytes(bytes: Uint8Array): string {
  let id = "";
  for (const byte of bytes.subarray(0, 26)) id += alphabet.charAt(byte & 31);
  return id;
}
