import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { executionControlName, running } from "#lib/domain/execution-control.ts";
import type { Stores } from "#lib/ports/store.ts";
import { type Client, openClient } from "./client.ts";
import { commit, unguarded } from "./statement.ts";
import { createAuditStore } from "./stores/audit/audit-store.ts";
import { createAnchorStore } from "./stores/anchor-store.ts";
import { createCaseStore } from "./stores/case-store.ts";
import { createControlStore } from "./stores/control-store.ts";
import { createDetectionStore } from "./stores/detection-store.ts";
import { createEventStore } from "./stores/event-store.ts";
import { createGovernanceStore } from "./stores/governance-store.ts";
import { createGuardRailStore } from "./stores/guard-rail-store.ts";
import { createKeyStore } from "./stores/key-store.ts";
import { createLogCheckStore } from "./stores/log-check-store.ts";
import { createLogStore } from "./stores/log-store.ts";
import { createApiKeyStore, createPersonStore, createSessionStore } from "./stores/person-store.ts";
import { createPersonalDataStore } from "./stores/personal-data-store.ts";
import { createProfileStore } from "./stores/profile-store.ts";
import { createRequestStore } from "./stores/request-store.ts";
import { createSignalStore } from "./stores/signal-store.ts";
import { createIdempotencyStore, createSourceStore } from "./stores/source-store.ts";
import { createSsfStore } from "./stores/ssf-store.ts";
import { createSubjectStore } from "./stores/subject-store.ts";
import { createTreeStore } from "./stores/tree-store.ts";
import { createTrustStore } from "./stores/trust-store.ts";
import { createUnlinkedSubjectStore } from "./stores/unlinked-subject-store.ts";
import { createWebhookStore } from "./stores/webhook-store.ts";

/** Human keys start here, so that they look like what people know from other trackers. */
const firstNumber = 1_000;

/** Opens a migrated database. `dataKey` (32 bytes) unwraps what is encrypted in it. */
export async function openStores(input: { databaseUrl: string; dataKey: Uint8Array }): Promise<Stores> {
  const client = openClient(input.databaseUrl);
  await makeFirstSettings(client);
  return {
    cases: createCaseStore(client),
    signals: createSignalStore(client),
    requests: createRequestStore(client),
    subjects: createSubjectStore(client),
    unlinkedSubjects: createUnlinkedSubjectStore(client),
    people: createPersonStore(client, input.dataKey),
    sessions: createSessionStore(client),
    log: createLogStore(client),
    audit: createAuditStore(client),
    tree: createTreeStore(client),
    logCheck: createLogCheckStore(client),
    anchors: createAnchorStore(client, input.dataKey),
    keys: createKeyStore(client, input.dataKey),
    sources: createSourceStore(client, input.dataKey),
    apiKeys: createApiKeyStore(client),
    idempotency: createIdempotencyStore(client),
    controls: createControlStore(client),
    governance: createGovernanceStore(client),
    events: createEventStore(client),
    detections: createDetectionStore(client),
    personalData: createPersonalDataStore(client, input.dataKey),
    trust: createTrustStore(client),
    profiles: createProfileStore(client),
    rails: createGuardRailStore(client),
    webhooks: createWebhookStore(client, input.dataKey),
    ssf: createSsfStore(client),
    installationId: await installationId(client),
    commit: (statements) => commit(client, statements),
    nextNumber: async (of) => (await nextNumbers(client, of, 1))[0] ?? 0,
    nextNumbers: (of, count) => nextNumbers(client, of, count),
    close: () => client.close(),
  };
}

/** What every installation has from its first start. */
async function makeFirstSettings(client: Client): Promise<void> {
  const { setting } = client.schema;
  await commit(client, [
    unguarded((tx) =>
      tx
        .insert(setting)
        .values([
          { name: "installation-id", value: uuidv7() },
          { name: executionControlName, value: running },
        ])
        .onConflictDoNothing(),
    ),
  ]);
}

async function installationId(client: Client): Promise<string> {
  const { setting } = client.schema;
  const rows = await client.db.select().from(setting).where(eq(setting.name, "installation-id"));
  return rows[0]?.value ?? "";
}

async function nextNumbers(client: Client, name: string, count: number): Promise<number[]> {
  const { counter } = client.schema;
  const rows = await client.db
    .insert(counter)
    .values({ name, value: firstNumber + count })
    .onConflictDoUpdate({ target: counter.name, set: { value: sql`${counter.value} + ${count}` } })
    .returning({ value: counter.value });
  const last = rows[0]?.value;
  if (last === undefined) throw new Error(`The counter ${name} gave no number.`);
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}
