import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Supervisor } from "#lib/commands/start/supervisor.ts";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { benchEnvironment } from "./start-console.ts";

const startLimitMs = 30_000;
const lookAgainMs = 40;

/** Starts the simulated 1Password account in a process of its own; gives the variables that connect a console to it. */
export async function startSimulator(input: {
  root: string;
  supervisor: Supervisor;
  dataDir: string;
}): Promise<Record<string, string>> {
  const { root, supervisor, dataDir } = input;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const words: string[] = [];
  supervisor.start({
    name: "The simulated account",
    args: [...process.execArgv, path.join(root, "lib/simulator/main.ts"), "--quiet", "--only", "onepassword"],
    env: { ...benchEnvironment(dataDir, 0), SIMULATOR_PORT: String(await findFreePort()) },
    onLine: (line) => words.push(line),
  });
  const file = path.join(dataDir, "simulator.json");
  for (const until = performance.now() + startLimitMs; !existsSync(file);) {
    if (supervisor.isStopping || performance.now() > until)
      throw new Error(`The simulated account did not start.\n${words.join("\n")}`);
    await pause(lookAgainMs);
  }
  return z.object({ env: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(file, "utf8")))
    .env;
}
