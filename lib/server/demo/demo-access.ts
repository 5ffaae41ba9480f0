import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Services } from "#lib/ports/services.ts";
import { hashApiKey, makeApiKey } from "#lib/server/api-key.ts";
import type { Env } from "#lib/server/env.ts";
import type { Persona } from "./personas.ts";

const Kept = z.object({
  webhook: z.object({ secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{43}=$/) }),
  apiKey: z.string().regex(/^cs_[A-Za-z0-9_-]{43}$/),
});

const sourceName = "demo";
const scopes = ["cases:read", "requests:propose", "evidence:read", "audit:read"];

/**
 * Sees to it that scripts can get in: a source, a key, and `demo.json` with what belongs to both. What the file holds
 * already stays good, address and personas are those of this start.
 */
export async function ensureDemoAccess(
  services: Pick<Services, "stores" | "clock" | "ids">,
  { env, personas }: { env: Env; personas: readonly Persona[] },
): Promise<void> {
  const { stores, clock, ids } = services;
  const file = path.join(env.dataDir, "demo.json");
  const kept = readKept(file);
  const source = await stores.sources.byName(sourceName);
  const secret = source?.secrets[0] ?? kept?.webhook.secret ?? makeWebhookSecret();
  const apiKey = kept?.apiKey ?? makeApiKey().token;
  // The file comes first: a key that only the database knew would be of no use to anybody.
  writeWhole(file, {
    url: env.publicUrl,
    personas: personas.map(({ name, role, email }) => ({ name, role, email })),
    webhook: { source: sourceName, secret, url: `${env.publicUrl}/api/v1/signals/${sourceName}` },
    apiKey,
  });
  if (!source)
    await addSource(services, { name: sourceName, preset: "auto", owner: "Detection engineering", secret });
  const tokenHash = hashApiKey(apiKey);
  if (!(await stores.apiKeys.byTokenHash(tokenHash))) {
    const record = {
      id: ids.next(),
      name: "Demo",
      scopes,
      owner: "Detection engineering",
      purpose: "For scripts that try the demo",
      heldByAgent: false,
      createdAt: clock.now(),
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
    };
    await stores.commit([stores.apiKeys.insert(record, tokenHash)]);
  }
}

export function addSource(
  { stores, clock }: Pick<Services, "stores" | "clock">,
  { name, preset, owner, secret }: { name: string; preset: string; owner: string | null; secret: string },
): Promise<void> {
  return stores.commit([
    stores.sources.insert({
      name,
      preset,
      owner,
      secrets: [secret],
      enabled: true,
      createdAt: clock.now(),
      lastDeliveryAt: null,
      accepted: 0,
      rejected: 0,
    }),
  ]);
}

/** A signing secret as Standard Webhooks writes it, of 256 bits. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

function readKept(file: string): z.infer<typeof Kept> | null {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that no script reads half of it. */
function writeWhole(file: string, content: object): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
