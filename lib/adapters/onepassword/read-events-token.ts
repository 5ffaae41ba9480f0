import { z } from "zod";
import type { EventsToken } from "#lib/domain/account-event.ts";

/** Both generations of introspection, in one shape. */
export const introspectAnswer = z.union([
  z.object({
    features: z.array(z.string()),
    issued_at: z.string().nullish(),
    account_uuid: z.string().nullish(),
  }),
  z
    .object({ Features: z.array(z.string()), IssuedAt: z.string().nullish() })
    .transform(({ Features, IssuedAt }) => ({ features: Features, issued_at: IssuedAt, account_uuid: null })),
]);

const claims = z.object({
  exp: z.number().nullish().catch(null),
  iat: z.number().nullish().catch(null),
  "1password.com/auuid": z.string().nullish().catch(null),
});

/** What introspection says, and what only the token itself says: when it ends. Its signature is 1Password's to check. */
export function describeToken(token: string, said: z.output<typeof introspectAnswer>): EventsToken {
  const own = readClaims(token);
  return {
    accountUuid: said.account_uuid ?? own["1password.com/auuid"] ?? null,
    features: said.features,
    issuedAt: asIso(said.issued_at) ?? secondsAsIso(own.iat),
    expiresAt: secondsAsIso(own.exp),
  };
}

function readClaims(token: string): z.output<typeof claims> {
  try {
    const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return claims.parse(JSON.parse(payload));
  } catch {
    return {};
  }
}

function asIso(text: string | null | undefined): string | null {
  const at = new Date(text ?? "");
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function secondsAsIso(seconds: number | null | undefined): string | null {
  const at = new Date((seconds ?? Number.NaN) * 1_000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
