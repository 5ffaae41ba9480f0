import type { Actor } from "#lib/domain/actor.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { SettingsView } from "#lib/domain/views/other-views.ts";
import { viewEventsConnection } from "./events/view-events-connection.ts";
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

export interface SettingsPage extends SettingsView {
  /** Account of the Events API's token that an administrator has to confirm; null where none has. */
  eventsToConfirm: string | null;
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
  const events = await viewEventsConnection(services, { configured: installation.eventsConfigured });
  const [connections, sources, keys, members, deadLetters, unlinkedSignals, lettersBySource] =
    await Promise.all([
      viewConnections(services, installation, { probes: input.probes, events: events.connection }),
      stores.sources.all(),
      stores.apiKeys.all(),
      stores.people.members(),
      stores.signals.deadLetterCount(),
      stores.signals.unlinkedCount(),
      stores.signals.deadLettersBySource(),
    ]);
  return {
    connections,
    eventsToConfirm: events.toConfirm,
    sources: sources.map((source) => ({
      name: source.name,
      preset: source.preset,
      owner: source.owner,
      url: sourceUrl(installation, source.name),
      enabled: source.enabled,
      lastDeliveryAt: source.lastDeliveryAt?.toISOString() ?? null,
      accepted: source.accepted,
      rejected: source.rejected,
      allowsUnsigned: source.allowsUnsigned,
      deadLetters: lettersBySource.get(source.name) ?? 0,
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
    build: { version: installation.version, database: installation.database, node: installation.node },
    mayChange: actor.kind === "person" && rolesAllow(actor.roles, "change_settings"),
  };
}

/** Where a source delivers to. */
export function sourceUrl({ publicUrl }: Pick<Installation, "publicUrl">, name: string): string {
  return `${publicUrl}/api/v1/signals/${encodeURIComponent(name)}`;
}

/** Where the transmitter of a source's stream pushes to. */
export function streamUrl({ publicUrl }: Pick<Installation, "publicUrl">, name: string): string {
  return `${publicUrl}/api/v1/ssf/${encodeURIComponent(name)}`;
}
