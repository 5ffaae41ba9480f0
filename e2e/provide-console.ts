import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findFreePort } from "#lib/commands/test/find-free-port.ts";
import { testEnvironment } from "#lib/commands/test/test-environment.ts";
import { consoleUrlVariable, dataDirVariable, simulatorUrlVariable } from "./console-under-test.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
// A first start builds, and continuous integration has slow disks.
const startLimitMs = 240_000;
const stopLimitMs = 15_000;

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
  const child = spawn(process.execPath, [path.join(root, "lib/commands/start.mjs")], {
    cwd: root,
    env: {
      ...testEnvironment(),
      DATA_DIR: dataDir,
      PORT: String(port),
      SIMULATOR_PORT: String(simulatorPort),
      SIMULATOR_IDP_PORT: String(identityPort),
    },
    // A group of its own, so that nothing of it can outlive the tests.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const words = collectWords(child);
  const killGroup = () => {
    signalGroup(child, "SIGKILL");
  };
  process.once("exit", killGroup);
  const stop = async () => {
    await stopGroup(child);
    process.off("exit", killGroup);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await untilHealthy(child, url);
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)} It said:\n${words()}`, {
      cause: error,
    });
  }
  process.env[consoleUrlVariable] = url;
  process.env[dataDirVariable] = dataDir;
  process.env[simulatorUrlVariable] = `http://localhost:${simulatorPort}`;
  return stop;
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error("The console ended before it served.");
    const answer = await fetch(`${url}/api/healthz`).catch(() => null);
    if (answer?.ok === true) return;
    await wait(100);
  }
  throw new Error(`The console did not answer within ${startLimitMs / 1_000} s.`);
}

/** Keeps the last words of the console, for the case that it doesn't start. */
function collectWords(child: ChildProcess): () => string {
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString("utf8")).slice(-8_000);
    });
  }
  return () => words;
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => {
        resolve();
      });
    });
    signalGroup(child, "SIGTERM");
    await Promise.race([ended, wait(stopLimitMs, undefined, { ref: false })]);
  }
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone, which is what was wanted.
  }
}
