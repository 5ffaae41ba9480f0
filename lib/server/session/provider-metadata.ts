import { z } from "zod";

const Metadata = z.object({
  issuer: z.string(),
  end_session_endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  scopes_supported: z.array(z.string()).catch([]).default([]),
});
export type ProviderMetadata = z.output<typeof Metadata>;

const keptForMs = 10 * 60_000;
const timeoutMs = 5_000;
const kept = new Map<string, { at: number; metadata: ProviderMetadata }>();

export function wellKnownOf(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/** The provider's discovery document, kept for ten minutes; null when it can't be read or names another issuer. */
export async function readProviderMetadata(issuer: string): Promise<ProviderMetadata | null> {
  const known = kept.get(issuer);
  if (known !== undefined && performance.now() - known.at < keptForMs) return known.metadata;
  try {
    const response = await fetch(wellKnownOf(issuer), {
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
      cache: "no-store",
    });
    const parsed = Metadata.safeParse(await response.json());
    if (!parsed.success || parsed.data.issuer !== issuer) return null;
    kept.set(issuer, { at: performance.now(), metadata: parsed.data });
    return parsed.data;
  } catch {
    return null;
  }
}
