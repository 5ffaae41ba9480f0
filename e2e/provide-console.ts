import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { consoleUrlVariable, dataDirVariable, simulatorUrlVariable } from "./console-under-test.ts";
import { startCommand } from "./start-command.ts";

/**
 * Starts what `npm start` starts, on free ports and in an empty data folder, once for all tests. Where the variables
 * name a console that runs already, that one is used and left running: for whoever writes tests.
 */
export default async function provideConsole(): Promise<() => Promise<void>> {
  if (process.env[consoleUrlVariable] !== undefined) return () => Promise.resolve();
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-e2e-"));
  const [port, simulatorPort, identityPort] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const url = `http://localhost:${port}`;
  const command = startCommand("start.mjs", {
    DATA_DIR: dataDir,
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
    SIMULATOR_IDP_PORT: String(identityPort),
  });
  const stop = async () => {
    await command.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await command.untilHealthy(url);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env[consoleUrlVariable] = url;
  process.env[dataDirVariable] = dataDir;
  process.env[simulatorUrlVariable] = `http://localhost:${simulatorPort}`;
  return stop;
}
