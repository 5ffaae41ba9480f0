import { randomBytes } from "node:crypto";

import { sha256Hex } from "#lib/log/hashes.ts";

export const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** 256 bits that only the browser keeps. */
export function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps: whoever reads it there can't sign in with it. */
export function hashToken(token: string): string {
  return sha256Hex(token);
}

/** Tells sessions apart in the log: half of a hash can't be turned into a whole one. */
export function sessionRefOf(tokenHash: string): string {
  return tokenHash.slice(0, 32);
}
