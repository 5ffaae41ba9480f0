import path from "node:path";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import type { Supervisor } from "#lib/commands/start/supervisor.ts";
import { waitUntilHealthy } from "#lib/commands/start/wait-until-healthy.ts";

const startLimitMs = 120_000;
/** Nothing of the computer's own settings reaches the measured console: an account of somebody's must not be called. */
const surroundings = ["HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"];
const server = new URL("../../server/", import.meta.url);

/** Variables of a console whose 1Password account and identity provider don't answer: its pages do without. */
export function benchEnvironment(dataDir: string, port: number): NodeJS.ProcessEnv {
  const nobody = "http://127.0.0.1:9";
  const clients = ["LOOKUP", "SUSPEND", "REACTIVATE"].flatMap((purpose) => [
    [`ONEPASSWORD_${purpose}_CLIENT_ID`, "bench"],
    [`ONEPASSWORD_${purpose}_CLIENT_SECRET`, "bench"],
  ]);
  return {
    ...Object.fromEntries(surroundings.map((name) => [name, process.env[name]])),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: dataDir,
    ONEPASSWORD_API_URL: nobody,
    ONEPASSWORD_ACCOUNT_ID: "BENCHACCOUNT00000000000000",
    ...(Object.fromEntries(clients) as Record<string, string>),
    OIDC_ISSUER: nobody,
    OIDC_CLIENT_ID: "bench",
    OIDC_CLIENT_SECRET: "bench",
  };
}

/** Starts the production build as `npm start` does; gives its address once it answers. */
export async function startConsole(input: {
  root: string;
  supervisor: Supervisor;
  dataDir: string;
  /** With its data in memory and no database. */
  bare: boolean;
  /** Where its surroundings were prepared already. */
  given?: { port: number; env: NodeJS.ProcessEnv };
}): Promise<string> {
  const { root, supervisor, dataDir, bare, given } = input;
  const port = given?.port ?? (await findFreePort());
  const first = [new URL("peer-address.mjs?trusted=", server), new URL("end-in-time.mjs", server)];
  if (bare) first.push(new URL("./bare-services.ts", import.meta.url));
  const words: string[] = [];
  const child = supervisor.start({
    name: "The measured console",
    args: [
      "--disable-warning=ExperimentalWarning",
      ...first.flatMap((module) => ["--import", module.href]),
      path.join(root, "node_modules/next/dist/bin/next"),
      "start",
      "-p",
      String(port),
      "-H",
      "127.0.0.1",
    ],
    env: given?.env ?? benchEnvironment(dataDir, port),
    onLine: (line) => words.push(line),
  });
  const url = `http://127.0.0.1:${port}`;
  const isHealthy = await waitUntilHealthy({
    url: `${url}/api/healthz`,
    limitMs: startLimitMs,
    isOver: () => child.exitCode !== null || supervisor.isStopping,
  });
  if (!isHealthy) throw new Error(`The measured console did not start.\n${words.slice(-20).join("\n")}`);
  return url;
}
