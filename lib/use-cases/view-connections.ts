import type { Credential } from "#lib/domain/directory.ts";
import type { ConnectionView } from "#lib/domain/views/other-views.ts";
import type { CredentialHealth } from "#lib/ports/directory.ts";
import { readVerification } from "./log/verification-state.ts";
import type { Services } from "#lib/ports/services.ts";
import { streamConnections } from "./sources/watch-streams.ts";
import type { Installation } from "./view-settings.ts";

/** What was found just now outside of the stores. */
export interface Probes {
  identityProvider: { checkedAt: Date; ms: number; problem: string | null };
}

const credentials = {
  "look-up": {
    name: "Users API: look-up",
    purpose: "Reads and lists people. It may not suspend or reactivate anybody.",
    needs: "List users, Get user",
  },
  suspend: {
    name: "Users API: suspend",
    purpose: "Suspends people, and reads them before and after.",
    needs: "Suspend user, Get user",
  },
  reactivate: {
    name: "Users API: reactivate",
    purpose: "Reactivates people, and reads them before and after.",
    needs: "Reactivate user, Get user",
  },
} as const satisfies Record<Credential, { name: string; purpose: string; needs: string }>;

/** Every connection with its health, the ones that containment rests on first. */
export async function viewConnections(
  services: Services,
  installation: Installation,
  { probes, events }: { probes: Probes; events: ConnectionView },
): Promise<ConnectionView[]> {
  const { stores, directory } = services;
  // Before the others, or it would measure their wait too.
  const database = await measureDatabase(services);
  const [listedAt, counts, entries, streams] = await Promise.all([
    stores.subjects.lastListedAt(),
    stores.subjects.counts(),
    stores.log.count(),
    streamConnections(services),
  ]);
  return [
    ...directory.health().map((health) => credentialView(services, health)),
    {
      id: "identity-provider",
      name: "Identity provider",
      purpose: "Signs people in and says which roles they have.",
      state: probes.identityProvider.problem === null ? "ok" : "failing",
      facts: [
        ["Issuer", installation.identityProvider.issuer],
        ["Client", installation.identityProvider.clientId],
        ["Roles from claim", installation.identityProvider.roleClaim],
        ["Last looked at", probes.identityProvider.checkedAt.toISOString()],
        ["Answered in", `${probes.identityProvider.ms} ms`],
      ],
      problem:
        probes.identityProvider.problem === null
          ? null
          : `It ${probes.identityProvider.problem}. Nobody can sign in; sessions that exist go on.`,
      testable: false,
    },
    {
      id: "database",
      name: "Database",
      purpose: "Holds cases, requests and the log.",
      state: "ok",
      facts: [
        ["Kind", installation.database],
        ["Round trip", `${database.ms.toFixed(1)} ms`],
      ],
      problem: null,
      testable: false,
    },
    {
      id: "directory",
      name: "Directory copy",
      purpose:
        "The list of people, refreshed every hour. For search and e-mail look-up, never for a decision.",
      state: listedAt === null ? "untried" : "ok",
      facts: [
        ["Last listed", listedAt?.toISOString() ?? "not yet"],
        ["People", counts.total.toLocaleString("en")],
        ["Suspended", counts.suspended.toLocaleString("en")],
      ],
      problem: null,
      testable: false,
    },
    await logConnection(services, entries),
    events,
    ...streams,
  ];
}

/** A real query, so that the card says something about now. */
async function measureDatabase({ stores }: Services): Promise<{ ms: number }> {
  const startedAtMs = performance.now();
  await stores.log.newestId();
  return { ms: performance.now() - startedAtMs };
}

function credentialView(services: Services, health: CredentialHealth): ConnectionView {
  const { host } = services.directory;
  const { lastSuccessAt, lastFailureAt, lastFailure } = health;
  const { name, purpose, needs } = credentials[health.credential];
  const failing = lastFailureAt !== null && (lastSuccessAt === null || lastFailureAt > lastSuccessAt);
  return {
    id: health.credential,
    name,
    purpose,
    state: failing ? "failing" : lastSuccessAt === null ? "untried" : "ok",
    facts: [
      [
        "Host",
        `${host.origin} (${host.apiVersion})${host.isOnePassword ? "" : ", not one of 1Password’s own"}`,
      ],
      ["Account", host.accountId],
      ["Needs", needs],
      ["Last success", lastSuccessAt?.toISOString() ?? "none since the start"],
      ["Last failure", lastFailureAt?.toISOString() ?? "none since the start"],
    ],
    problem: failing && lastFailure ? `${lastFailure.code}: ${lastFailure.message}` : null,
    testable: true,
  };
}

/** Whether the log is sealed and verified, and where its checkpoints lie. */
async function logConnection(services: Services, entries: number): Promise<ConnectionView> {
  const { tree } = services.stores;
  const [newest, receipts, { verified, fault }] = await Promise.all([
    tree.newestCheckpoint(),
    tree.receipts(),
    readVerification(services),
  ]);
  const standing = services.seal.standing();
  const problem = fault?.words ?? (standing.state === "sealing" ? null : standing.problem);
  const anchored = receipts.map(
    ({ anchor, size, at }) => `${anchor} ${size.toLocaleString("en")}, ${at.toISOString()}`,
  );
  return {
    id: "log",
    name: "Audit log",
    purpose: "One entry for everything that happens, chained, sealed into a signed tree and anchored.",
    state: problem !== null ? "failing" : newest === null ? "untried" : "ok",
    facts: [
      ["Entries", entries.toLocaleString("en")],
      ["Sealed", newest === null ? "nothing yet" : newest.size.toLocaleString("en")],
      ["Last verified", verified?.at ?? "not yet"],
      ["Anchored", anchored.length === 0 ? "not yet" : anchored.join("; ")],
    ],
    problem,
    testable: false,
  };
}
