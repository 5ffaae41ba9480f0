import "server-only";

import { writePolicy } from "#lib/adapters/evidence/policy-file.ts";
import { recoverRequests } from "#lib/use-cases/execution/advance-requests.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";
import { watchAnswers } from "./answer-status.ts";
import { startBackground } from "./background.ts";
import { loadEnv } from "./env.ts";
import { openServices } from "./services.ts";

/** Starts this process's services and its background work; ends the process when the configuration is wrong. */
export async function startServices(): Promise<void> {
  if (globalThis.countersignServices) return;
  const loaded = loadEnv(process.env);
  if (!loaded.ok) {
    for (const { variable, message, fix } of loaded.problems) {
      process.stderr.write(`${variable} ${message}. ${fix}\n`);
    }
    process.exit(1);
  }
  const services = await openServices(loaded.env);
  globalThis.countersignServices = services;
  const { keys } = await reportKeys(services, services.signer);
  writePolicy(services.env.dataDir, keys);
  if (services.seal.standing().state !== "halted") await recoverRequests(services);
  watchAnswers();
  startBackground(services);
}
