import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Bed } from "#lib/proof/test-bed.ts";

/** Variables of a product that works on the proof's database and speaks to its simulated account. */
export function victimEnvironment(bed: Bed, dataDir: string): Record<string, string> {
  const { account } = bed;
  const dataKeyFile = path.join(dataDir, "data-key");
  writeFileSync(dataKeyFile, Buffer.from(bed.dataKeyHex, "hex").toString("base64"), { mode: 0o600 });
  return {
    DATA_DIR: dataDir,
    DATA_KEY_FILE: dataKeyFile,
    DATABASE_URL: bed.databaseUrl,
    DEMO: "1",
    ONEPASSWORD_API_URL: account.url,
    ONEPASSWORD_ACCOUNT_ID: account.accountId,
    ONEPASSWORD_LOOKUP_CLIENT_ID: account.applications.lookUp.clientId,
    ONEPASSWORD_LOOKUP_CLIENT_SECRET: account.applications.lookUp.clientSecret,
    ONEPASSWORD_SUSPEND_CLIENT_ID: account.applications.suspend.clientId,
    ONEPASSWORD_SUSPEND_CLIENT_SECRET: account.applications.suspend.clientSecret,
    ONEPASSWORD_REACTIVATE_CLIENT_ID: account.applications.reactivate.clientId,
    ONEPASSWORD_REACTIVATE_CLIENT_SECRET: account.applications.reactivate.clientSecret,
    OIDC_ISSUER: "http://127.0.0.1:9",
    OIDC_CLIENT_ID: "proof",
    OIDC_CLIENT_SECRET: "proof",
  };
}

/** Starts the product and waits until it has recovered. */
export function startVictim(environment: Record<string, string>): Promise<ChildProcess> {
  const child = fork(
    fileURLToPath(new URL("kill-child.ts", import.meta.url)),
    [JSON.stringify(environment)],
    {
      execArgv: ["--conditions=react-server", "--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve(child));
    child.once("exit", (status) => reject(new Error(`The product ended by itself (${status}).`)));
  });
}

/** kill -9, and the process is gone when this resolves. */
export function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
