import "server-only";

import { recoverRequests } from "#lib/use-cases/execution/advance-requests.ts";
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
  await recoverRequests(services);
  watchAnswers();
  startBackground(services);
}
