import { createHash, randomBytes } from "node:crypto";
import type { ApplicationName } from "./ledger.ts";

export interface TokenRecord {
  digest: string;
  application: ApplicationName;
  /** Milliseconds since 1970 by the account's clock. */
  expiresAt: number;
}

/** The access tokens that are out. Kept by digest only. */
export type Tokens = Map<string, TokenRecord>;

export function makeToken(): string {
  return randomBytes(36).toString("base64url");
}

export function digestToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** The token of an `Authorization: Bearer` header, if that is what the header is. */
export function readBearer(authorization: string | undefined): string | null {
  return /^Bearer ([\w.~+/-]+=*)$/iu.exec(authorization ?? "")?.[1] ?? null;
}
