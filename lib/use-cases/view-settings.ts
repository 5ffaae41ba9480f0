import type { Actor } from "#lib/domain/actor.ts";
import type { PolicyRule } from "#lib/domain/policy.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { SettingsView } from "#lib/domain/views/other-views.ts";
import { policyInForce } from "./policy-in-force.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "./authorise.ts";
import { type Probes, viewConnections } from "./view-connections.ts";

/** What the settings show that only the running process knows. */
export interface Installation {
  publicUrl: string;
  version: string;
  node: string;
  database: "SQLite" | "PostgreSQL";
  identityProvider: { issuer: string; clientId: string; roleClaim: string };
  eventsConfigured: boolean;
}

type RuleTerms = Pick<
  PolicyRule["then"],
  "decideWithinMs" | "executeWithinMs" | "stepUpMaxAgeMs" | "permitted"
>;

export interface SettingsPage extends Omit<SettingsView, "policy"> {
  policy: Omit<SettingsView["policy"], "rules"> & {
    rules: (SettingsView["policy"]["rules"][number] & RuleTerms)[];
  };
  /** Whether the person may test, add and change. */
  mayChange: boolean;
}

/** The health of every connection and what the console is set to. Secrets are in none of it. */
export async function viewSettings(
  services: Services,
  actor: Actor,
  input: { installation: Installation; probes: Probes },
): Promise<SettingsPage> {
  requireReader(actor);
  const { installation } = input;
  const { stores } = services;
  const policy = await policyInForce(services);
  const [connections, sources, keys, members, deadLetters, unlinkedSignals] = await Promise.all([
    viewConnections(services, installation, input.probes),
    stores.sources.all(),
    stores.apiKeys.all(),
    stores.people.members(),
    stores.signals.deadLetterCount(),
    stores.signals.unlinkedCount(),
  ]);
  return {
    connections,
    sources: sources.map((source) => ({
      name: source.name,
      preset: source.preset,
      owner: source.owner,
      url: sourceUrl(installation, source.name),
      enabled: source.enabled,
      lastDeliveryAt: source.lastDeliveryAt?.toISOString() ?? null,
      accepted: source.accepted,
      rejected: source.rejected,
    })),
    deadLetters,
    unlinkedSignals,
    keys: keys
      .filter((key) => key.revokedAt === null)
      .map((key) => ({
        id: key.id,
        name: key.name,
        scopes: key.scopes,
        owner: key.owner === "" ? null : key.owner,
        purpose: key.purpose,
        heldByAgent: key.heldByAgent,
        createdAt: key.createdAt.toISOString(),
        expiresAt: key.expiresAt?.toISOString() ?? null,
        expired: key.expiresAt !== null && services.clock.now() >= key.expiresAt,
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      })),
    members: members
      .filter((member) => member.disabledAt === null)
      .map(({ id, name, email, roles, lastSeenAt }) => ({
        id,
        name,
        email,
        roles,
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
      })),
    policy: {
      id: policy.id,
      version: policy.version,
      name: policy.name,
      rules: policy.rules.map(({ id, why, then }) => ({ id, why, ...then })),
    },
    build: { version: installation.version, database: installation.database, node: installation.node },
    mayChange: actor.kind === "person" && rolesAllow(actor.roles, "change_settings"),
  };
}

/** Where a source delivers to. */
export function sourceUrl({ publicUrl }: Pick<Installation, "publicUrl">, name: string): string {
  return `${publicUrl}/api/v1/signals/${encodeURIComponent(name)}`;
}
