import type { Actor } from "#lib/domain/actor.ts";
import type { Credential } from "#lib/domain/directory.ts";
import type { ConnectionView, SettingsView } from "#lib/domain/views/other-views.ts";
import type { CredentialHealth } from "#lib/ports/directory.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson, requireReader } from "./authorise.ts";

/** What the settings show that only the running process knows. */
export interface Installation {
  publicUrl: string;
  version: string;
  node: string;
  database: "SQLite" | "PostgreSQL";
  identityProvider: { issuer: string; clientId: string; roleClaim: string };
  eventsConfigured: boolean;
}

const purposes = {
  "look-up": "Reads and lists people. It may not suspend or reactivate anybody.",
  suspend: "Suspends people, and reads them before and after.",
  reactivate: "Reactivates people, and reads them before and after.",
} as const satisfies Record<Credential, string>;

/** The health of every connection. Readable by all who may audit; secrets are in none of it. */
export async function viewSettings(
  services: Services,
  actor: Actor,
  installation: Installation,
): Promise<SettingsView> {
  requireReader(actor);
  const { stores, directory, policy } = services;
  const [listedAt, counts, sources, keys, members, deadLetters, unlinkedSignals, entries] = await Promise.all([
    stores.subjects.lastListedAt(),
    stores.subjects.counts(),
    stores.sources.all(),
    stores.apiKeys.all(),
    stores.people.members(),
    stores.signals.deadLetterCount(),
    stores.signals.unlinkedCount(),
    stores.log.count(),
  ]);
  return {
    connections: [
      ...directory.health().map((health) => credentialView(services, health)),
      {
        id: "directory",
        name: "Directory copy",
        purpose: "The list of people, refreshed every hour. Used for search and e-mail look-up, never for a decision.",
        state: listedAt === null ? "untried" : "ok",
        facts: [
          ["People", String(counts.total)],
          ["Suspended", String(counts.suspended)],
          ["Last listed", listedAt?.toISOString() ?? "not yet"],
        ],
        problem: null,
        testable: false,
      },
      {
        id: "events",
        name: "1Password Events API",
        purpose: "Sign-in attempts, item usages and audit events of the account.",
        state: "off",
        facts: [["Configured", installation.eventsConfigured ? "yes, not polled by this version" : "no"]],
        problem: null,
        testable: false,
      },
      {
        id: "identity-provider",
        name: "Identity provider",
        purpose: "Signs people in and says which roles they have.",
        state: "ok",
        facts: [
          ["Issuer", installation.identityProvider.issuer],
          ["Client", installation.identityProvider.clientId],
          ["Roles from claim", installation.identityProvider.roleClaim],
        ],
        problem: null,
        testable: false,
      },
      {
        id: "log",
        name: "Audit log",
        purpose: "One entry for everything that happens to a case, chained and stored as hashed.",
        state: "ok",
        facts: [["Entries", String(entries)]],
        problem: null,
        testable: false,
      },
    ],
    sources: sources.map((source) => ({
      name: source.name,
      preset: source.preset,
      url: `${installation.publicUrl}/api/v1/signals/${encodeURIComponent(source.name)}`,
      enabled: source.enabled,
      lastDeliveryAt: source.lastDeliveryAt?.toISOString() ?? null,
      accepted: source.accepted,
      rejected: source.rejected,
    })),
    deadLetters,
    unlinkedSignals,
    keys: keys.map((key) => ({
      name: key.name,
      scopes: key.scopes,
      createdAt: key.createdAt.toISOString(),
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    })),
    members: members.map(({ id, name, email, roles, lastSeenAt }) => ({
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
      rules: policy.rules.map((rule) => ({ id: rule.id, why: rule.why, approvers: rule.then.approvers })),
    },
    build: { version: installation.version, database: installation.database, node: installation.node },
  };
}

/** Tries one of the three credentials with a harmless read. */
export async function testCredential(
  services: Services,
  actor: Actor,
  input: { credential: Credential },
): Promise<{ ok: boolean; message: string }> {
  requirePerson(actor, "change_settings");
  const result = await services.directory.testCredential(input.credential);
  services.hints.publish({ kind: "settings" });
  return { ok: result.ok, message: result.message };
}

function credentialView(services: Services, health: CredentialHealth): ConnectionView {
  const { host } = services.directory;
  const { lastSuccessAt, lastFailureAt, lastFailure } = health;
  const failing = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt);
  return {
    id: health.credential,
    name: `Users API, ${health.credential}`,
    purpose: purposes[health.credential],
    state: failing ? "failing" : lastSuccessAt === null ? "untried" : "ok",
    facts: [
      ["Host", `${host.origin} (${host.apiVersion})`],
      ["Account", host.accountId],
      ["Last success", lastSuccessAt?.toISOString() ?? "not yet"],
      ["Last failure", lastFailureAt?.toISOString() ?? "none"],
    ],
    problem: failing && lastFailure ? `${lastFailure.code}: ${lastFailure.message}` : null,
    testable: true,
  };
}
