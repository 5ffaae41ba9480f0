import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { testEnvironment } from "#lib/commands/test/test-environment.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
// A first start builds, and continuous integration has slow disks.
const startLimitMs = 240_000;
const stopLimitMs = 15_000;
const lookAgainMs = 100;

export interface Command {
  /** Resolves when the console serves. Throws with its last words when it doesn't. */
  untilHealthy: (url: string) => Promise<void>;
  untilItSays: (text: string) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts one of lib/commands as npm does, with no variable of the product but these, in a group of its own. */
export function startCommand(file: string, variables: Record<string, string>): Command {
  const child = spawn(process.execPath, [path.join(root, "lib/commands", file)], {
    cwd: root,
    env: { ...testEnvironment(), ...variables },
    // A group of its own, so that nothing of it can outlive the tests.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const words = collectWords(child);
  const killGroup = () => {
    signalGroup(child, "SIGKILL");
  };
  process.once("exit", killGroup);
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    const deadline = performance.now() + startLimitMs;
    while (performance.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`${file} ended before it ${what}. It said:\n${words()}`);
      if (await isSo()) return;
      await wait(lookAgainMs);
    }
    throw new Error(`${file} had not ${what} after ${startLimitMs / 1_000} s. It said:\n${words()}`);
  };
  return {
    untilHealthy: (url) =>
      until("served", async () => {
        const answer = await fetch(`${url}/api/healthz`).catch(() => null);
        return answer?.ok === true;
      }),
    untilItSays: (text) => until(`said "${text}"`, () => Promise.resolve(words().includes(text))),
    async stop() {
      await stopGroup(child);
      process.off("exit", killGroup);
    },
  };
}

/** Keeps the last words of a program, for the case that it doesn't start. */
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
