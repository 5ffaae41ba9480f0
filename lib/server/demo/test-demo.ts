import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { migrateDatabase } from "#db/migrate.ts";
import { type Env, loadEnv } from "#lib/server/env.ts";
import { startIdentityProvider } from "#lib/simulator/identity-provider/server.ts";
import { type OnePassword, startOnePassword } from "#lib/simulator/onepassword/server.ts";

export interface TestDemo {
  env: Env;
  account: OnePassword;
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
  onTestFinished(async () => {
    await account.close();
    await provider.close();
    rmSync(dataDir, { recursive: true });
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
  const loaded = loadEnv({ DATA_DIR: dataDir });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  await migrateDatabase(loaded.env.databaseUrl);
  return { env: loaded.env, account };
}
