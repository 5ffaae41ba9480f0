import { z } from "zod";

import { Role } from "#lib/domain/roles.ts";
import type { SignedIdentity } from "#lib/use-cases/start-session.ts";

/** Groups or roles of the provider, by the names that the contract fixes, and the role each gives. */
const roleOfGroup: ReadonlyMap<string, Role> = new Map(
  Role.options.map((role) => [`countersign-${role.replaceAll("_", "-")}`, role]),
);

const Claims = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number().int().positive(),
  auth_time: z.number().int().positive().optional(),
  amr: z.array(z.string()).catch([]).default([]),
  name: z.string().catch("").default(""),
  preferred_username: z.string().catch("").default(""),
  email: z.string().catch("").default(""),
  tid: z.string().optional().catch(undefined),
  oid: z.string().optional().catch(undefined),
  hasgroups: z.unknown().optional(),
  _claim_names: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

export type IdentityRefusal = "claims" | "issuer" | "audience" | "time" | "no_role" | "too_many_groups";
export type ReadIdentity =
  | { ok: true; identity: SignedIdentity }
  | { ok: false; reason: IdentityRefusal; identity: { iss: string; sub: string } | null };

/** How far the provider's clock may be ahead of ours. */
const toleranceMs = 60_000;

/** Reads an id token's claims, whose signature, nonce and end were checked already. Names must equal ours exactly. */
export function readIdentity(
  raw: unknown,
  { now, ...provider }: { issuer: string; clientId: string; roleClaim: string; now: Date },
): ReadIdentity {
  const parsed = Claims.safeParse(raw);
  if (!parsed.success) return { ok: false, reason: "claims", identity: null };
  const claims = parsed.data;
  if (claims.iss !== provider.issuer) return { ok: false, reason: "issuer", identity: null };
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (audience.length !== 1 || audience[0] !== provider.clientId) {
    return { ok: false, reason: "audience", identity: null };
  }
  // A sign-in of tomorrow would count as recent until then.
  const newestSeconds = Math.max(claims.iat, claims.auth_time ?? 0);
  if (newestSeconds * 1000 > now.getTime() + toleranceMs)
    return { ok: false, reason: "time", identity: null };
  const identity = { iss: claims.iss, sub: subjectOf(claims) };
  const roles = readRoles(findClaim(raw as Record<string, unknown>, provider.roleClaim));
  if (roles.length === 0) {
    // Entra leaves the groups out when they are too many, and says where they could be asked for.
    const isOverflow =
      claims._claim_names?.[provider.roleClaim] !== undefined || claims.hasgroups !== undefined;
    return { ok: false, reason: isOverflow ? "too_many_groups" : "no_role", identity };
  }
  const name = (claims.name || claims.preferred_username || claims.email || claims.sub).slice(0, 200);
  return {
    ok: true,
    identity: {
      ...identity,
      name,
      email: claims.email.slice(0, 320),
      roles,
      amr: claims.amr.filter((method) => /^[\w:./+-]{1,80}$/.test(method)).slice(0, 10),
      // A provider that doesn't say when it saw the person proves nothing: such a sign-in is never recent enough.
      authTime: new Date((claims.auth_time ?? 0) * 1000),
    },
  };
}

/** Entra's `sub` differs by application; its tenant and object id name the person. */
function subjectOf({ iss, sub, tid, oid }: z.output<typeof Claims>): string {
  const isEntra = /^https:\/\/(login\.microsoftonline\.(com|us)|login\.partner\.microsoftonline\.cn)\//.test(
    iss,
  );
  return isEntra && tid !== undefined && oid !== undefined ? `${tid}.${oid}` : sub;
}

function readRoles(claim: unknown): Role[] {
  const groups: unknown[] = Array.isArray(claim) ? claim : [claim];
  const roles = groups.map((group) => (typeof group === "string" ? roleOfGroup.get(group) : undefined));
  return Role.options.filter((role) => roles.includes(role));
}

/** The claim by its name, or by a path such as `realm_access.roles`; names that hold dots themselves come first. */
function findClaim(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
