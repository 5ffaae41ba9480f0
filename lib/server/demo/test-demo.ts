import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { migrateDatabase } from "#db/migrate.ts";
import { type Env, loadEnv } from "#lib/server/env.ts";
import { openServices, type Services } from "#lib/server/services.ts";
import { startIdentityProvider } from "#lib/simulator/identity-provider/server.ts";
import { startOnePassword } from "#lib/simulator/onepassword/server.ts";

const Effects = z.object({
  items: z.array(
    z.object({
      operation: z.string(),
      user: z.string(),
      application: z.string().nullable(),
      requestId: z.string().nullable(),
      source: z.string(),
    }),
  ),
});

export interface TestDemo {
  env: Env;
  /** What the simulated account carried out, by its own ledger. */
  effects(): Promise<z.infer<typeof Effects>["items"]>;
  modes(): Promise<unknown>;
  close(): Promise<void>;
}

/** A fresh installation in demo mode, with both simulators on free ports, as the seed finds it. */
export async function openTestDemo(): Promise<TestDemo> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-demo-"));
  const account = await startOnePassword({ port: 0 });
  const clientSecret = "a-secret-that-nobody-else-uses-0123456789";
  const provider = await startIdentityProvider({
    port: 0,
    redirectUris: ["http://localhost:3000/api/auth/callback/oidc"],
    clientId: "countersign",
    clientSecret,
  });
  const { lookUp, suspend, reactivate } = account.applications;
  const credentials = Object.entries({ LOOKUP: lookUp, SUSPEND: suspend, REACTIVATE: reactivate }).flatMap(
    ([purpose, { clientId, clientSecret: secret }]) => [
      [`ONEPASSWORD_${purpose}_CLIENT_ID`, clientId],
      [`ONEPASSWORD_${purpose}_CLIENT_SECRET`, secret],
    ],
  );
  const env = {
    ONEPASSWORD_API_URL: account.url,
    ONEPASSWORD_ACCOUNT_ID: account.accountId,
    ...(Object.fromEntries(credentials) as Record<string, string>),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: "countersign",
    OIDC_CLIENT_SECRET: clientSecret,
  };
  writeFileSync(path.join(dataDir, "simulator.json"), JSON.stringify({ env }));
  const loaded = loadEnv({ NODE_ENV: "test", DATA_DIR: dataDir });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  await migrateDatabase(loaded.env.databaseUrl);
  const control = async (name: string) => (await fetch(`${account.controlUrl}/${name}`)).json();
  return {
    env: loaded.env,
    effects: async () => Effects.parse(await control("ledger/effects")).items,
    modes: async () => z.object({ modes: z.unknown() }).parse(await control("state")).modes,
    close: async () => {
      await account.close();
      await provider.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export async function withServices(
  demo: TestDemo,
  look: (services: Services) => Promise<void>,
): Promise<void> {
  const services = await openServices(demo.env);
  try {
    await look(services);
  } finally {
    await services.stop();
  }
}

/** What two demos must have in common when the same has happened in both; keys and times aside. */
export async function summarize(demo: TestDemo): Promise<unknown> {
  const summary: unknown[] = [];
  await withServices(demo, async ({ stores }) => {
    const { items } = await stores.cases.list({
      filter: { statuses: [], severities: [] },
      limit: 200,
      cursor: null,
    });
    for (const { id, title, status, severity, subject, signalCount, ownerName } of items) {
      const requests = (await stores.requests.ofCase(id)).map((one) => [
        one.action,
        one.status,
        one.outcome?.code,
      ]);
      const notes = (await stores.cases.notes(id)).map(({ text }) => text);
      summary.push({
        title,
        status,
        severity,
        state: subject.state,
        signalCount,
        ownerName,
        requests,
        notes,
      });
    }
    summary.push(await stores.signals.unlinkedCount(), await stores.sources.all().then((all) => all.length));
    summary.push((await stores.people.members()).length, (await stores.apiKeys.all()).length);
  });
  summary.push((await demo.effects()).map(({ operation, user, source }) => [operation, user, source]));
  return summary;
}
