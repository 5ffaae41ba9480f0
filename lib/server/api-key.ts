import { randomBytes } from "node:crypto";

import type { KeyScope } from "#lib/domain/key-scope.ts";
import { makeKeyActor } from "#lib/domain/actor.ts";
import type { KeyActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { ApiKeyStore } from "#lib/ports/store.ts";

export interface KeyServices {
  stores: { apiKeys: Pick<ApiKeyStore, "byTokenHash" | "touch"> };
  clock: Clock;
}

const touchEveryMs = 60_000;
const bearerPattern = /^bearer +(cs_[A-Za-z0-9_-]{43})$/i;

/** A new key: `token` is shown once, `tokenHash` is what the database keeps. */
export function makeApiKey(): { token: string; tokenHash: string } {
  const token = `cs_${randomBytes(32).toString("base64url")}`;
  return { token, tokenHash: hashApiKey(token) };
}

export function hashApiKey(token: string): string {
  return sha256Hex(token);
}

/** Who sent this `Authorization` header. Throws `key_rejected` or `scope_missing`. */
export async function requireKey(
  services: KeyServices,
  { authorization, scope }: { authorization: string | null; scope: KeyScope },
): Promise<KeyActor> {
  const token = bearerPattern.exec(authorization ?? "")?.[1];
  if (token === undefined) throw new DomainError("key_rejected");
  const key = await services.stores.apiKeys.byTokenHash(hashApiKey(token));
  if (key === null || key.revokedAt !== null) throw new DomainError("key_rejected");
  const now = services.clock.now();
  if (key.expiresAt !== null && now >= key.expiresAt) throw new DomainError("key_rejected");
  if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= touchEveryMs) {
    await services.stores.apiKeys.touch(key.id, now);
  }
  if (!key.scopes.includes(scope)) throw new DomainError("scope_missing", { scope });
  return makeKeyActor({ keyId: key.id, name: key.name, scopes: key.scopes });
}
