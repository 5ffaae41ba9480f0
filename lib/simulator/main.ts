import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { startIdentityProvider } from "./identity-provider/server.ts";
import { readOrMakeState } from "./identity-provider/state.ts";
import { startOnePassword } from "./onepassword/server.ts";
import { readSettings } from "./settings.ts";
import type { SimulatorSettings } from "./settings.ts";

/*
 * The process in which the simulated world runs: by default both parts, with `--only onepassword` or
 * `--only identity-provider` one. Prints the variables that connect a console to it, unless `--quiet`.
 */

const settings = readOrExit();
const { values } = parseArgs({
  options: { only: { type: "string" }, quiet: { type: "boolean", default: false } },
});
const closers: (() => Promise<void>)[] = [];
const variables: Record<string, string> = {};
const sentences: string[] = [];
let isStopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
// Whoever started this process holds the other end of the channel; when it is gone, this has no reason to stay.
process.on("disconnect", () => void stop(0));
process.channel?.unref();

try {
  if (values.only !== "identity-provider") await runOnePassword();
  if (values.only !== "onepassword") await runIdentityProvider();
  writeVariables();
  if (!values.quiet) printVariables();
  process.send?.({ ready: true });
} catch (error) {
  console.error(explain(error));
  await stop(1);
}

function readOrExit(): SimulatorSettings {
  try {
    return readSettings(process.env);
  } catch (error) {
    console.error(`The simulator did not start. ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

async function runOnePassword(): Promise<void> {
  const account = await startOnePassword({
    port: settings.ports.onepassword,
    stateFile: path.join(settings.dataDir, "simulator", "onepassword.jsonl"),
    consoleUrl: settings.consoleUrl,
  });
  closers.push(() => account.close());
  const { lookUp, suspend, reactivate } = account.applications;
  variables["ONEPASSWORD_API_URL"] = account.url;
  variables["ONEPASSWORD_ACCOUNT_ID"] = account.accountId;
  variables["ONEPASSWORD_EVENTS_URL"] = account.url;
  variables["ONEPASSWORD_EVENTS_TOKEN"] = account.eventsToken;
  for (const [purpose, application] of Object.entries({
    LOOKUP: lookUp,
    SUSPEND: suspend,
    REACTIVATE: reactivate,
  })) {
    variables[`ONEPASSWORD_${purpose}_CLIENT_ID`] = application.clientId;
    variables[`ONEPASSWORD_${purpose}_CLIENT_SECRET`] = application.clientSecret;
  }
  sentences.push(`Simulated 1Password account  ${account.url}  (open it to see and disturb the other side)`);
}

async function runIdentityProvider(): Promise<void> {
  const stateFile = path.join(settings.dataDir, "simulator", "identity-provider.json");
  const { clientSecret } = readOrMakeState(stateFile);
  const provider = await startIdentityProvider({
    port: settings.ports.identityProvider,
    redirectUris: [`${settings.consoleUrl}/api/auth/callback/oidc`],
    clientId: "countersign",
    clientSecret,
    stateFile,
  });
  closers.push(() => provider.close());
  variables["OIDC_ISSUER"] = provider.issuer;
  variables["OIDC_CLIENT_ID"] = "countersign";
  variables["OIDC_CLIENT_SECRET"] = clientSecret;
  sentences.push(`Simulated identity provider  ${provider.issuer}  (the personas: ${provider.personasUrl})`);
}

/** Written beside and renamed, so that a console never reads half of it. */
function writeVariables(): void {
  const file = path.join(settings.dataDir, "simulator.json");
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify({ env: variables }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(`${file}.${process.pid}`, file);
}

function printVariables(): void {
  console.log(`\n${sentences.join("\n")}\n`);
  console.log(
    `These variables connect a console to them; ${path.join(settings.dataDir, "simulator.json")} holds them too:\n`,
  );
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}='${value}'`);
  console.log("\nCtrl-C stops both.");
}

function explain(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE" && "port" in error) {
    const isAccount = error.port === settings.ports.onepassword;
    return (
      `Port ${String(error.port)} is taken by another program, so the simulated ` +
      `${isAccount ? "1Password account" : "identity provider"} did not start. ` +
      `Stop that program or set ${isAccount ? "SIMULATOR_PORT" : "SIMULATOR_IDP_PORT"} to a free port.`
    );
  }
  return `The simulator did not start: ${error instanceof Error ? error.message : String(error)}`;
}

async function stop(status: number): Promise<void> {
  // Ctrl-C reaches this process twice: from the terminal and from the one that started it.
  if (isStopping) return;
  isStopping = true;
  await Promise.all(closers.map((close) => close()));
  process.exit(status);
}
