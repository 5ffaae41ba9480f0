import { z } from "zod";

import { wellKnownOf } from "./session/provider-metadata.ts";

export interface IdentityProviderProbe {
  ok: boolean;
  checkedAt: Date;
  /** From the request to the parsed document. */
  ms: number;
  /** A few words that name no address; null when all is well. */
  problem: string | null;
}

const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
});

const timeoutMs = 3_000;
const keptForMs = 30_000;

// Next bundles this module more than once; all of them share what was seen, so that nobody can make us ask more often.
const place = globalThis as {
  countersignIdentityProbe?: { issuer: string; startedAtMs: number; probe: Promise<IdentityProviderProbe> };
};

/**
 * Whether people can sign in: the provider's discovery document, read now, at most every 30 s. Never rejects; a
 * provider that doesn't answer within 3 s counts as down.
 */
export function probeIdentityProvider(issuer: string): Promise<IdentityProviderProbe> {
  const known = place.countersignIdentityProbe;
  const nowMs = performance.now();
  if (known?.issuer === issuer && nowMs - known.startedAtMs < keptForMs) return known.probe;
  const probe = readDiscovery(issuer);
  place.countersignIdentityProbe = { issuer, startedAtMs: nowMs, probe };
  return probe;
}

async function readDiscovery(issuer: string): Promise<IdentityProviderProbe> {
  const startedAtMs = performance.now();
  const checkedAt = new Date();
  const done = (problem: string | null): IdentityProviderProbe => ({
    ok: problem === null,
    checkedAt,
    ms: Math.round(performance.now() - startedAtMs),
    problem,
  });
  try {
    const response = await fetch(wellKnownOf(issuer), {
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return done(`answered HTTP ${response.status}`);
    const parsed = Discovery.safeParse(await response.json());
    if (!parsed.success) return done("answered something that is no discovery document");
    return done(parsed.data.issuer === issuer ? null : "names another issuer than the configured one");
  } catch (error) {
    return done(
      error instanceof Error && error.name === "TimeoutError"
        ? `did not answer within ${timeoutMs / 1_000} s`
        : "can't be reached",
    );
  }
}
