import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface Program {
  /** How sentences call it: "The console". */
  name: string;
  /** Arguments of Node. */
  args: string[];
  env: NodeJS.ProcessEnv;
}

export interface Supervisor {
  /** Starts a program that has to live as long as everything else. */
  start(program: Program & { onLine: (line: string) => void }): ChildProcess;
  /** Runs a program to its end and gives what it said. */
  run(program: Program): Promise<{ status: number; output: string }>;
  /** Ends all that runs and tells `whenOver`; the first call decides the status. */
  stop(status: number): void;
  readonly isStopping: boolean;
  /** Resolves with the exit status once nothing runs any more. */
  whenOver: Promise<number>;
}

export interface SupervisorInput {
  cwd: string;
  say: (sentence: string) => void;
  /** How long programs may take to end before they are killed. */
  graceMs?: number;
}

/**
 * Ctrl-C reaches a whole process group at once, so a child may be gone before this process has heard of the signal.
 * That long a signal is awaited before the end of a child is called a fault.
 */
const signalDelayMs = 250;

/** Keeps a set of child processes together: they are started one by one and end all at once. Nothing is detached. */
export function createSupervisor({ cwd, say, graceMs = 5000 }: SupervisorInput): Supervisor {
  const running = new Set<ChildProcess>();
  const { promise: whenOver, resolve: finish } = Promise.withResolvers<number>();
  let status: number | null = null;

  const launch = ({ args, env }: Program): ChildProcess => {
    // The IPC channel lets a child notice that this process is gone, even after a kill -9.
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    running.add(child);
    child.once("close", () => {
      running.delete(child);
      if (status !== null && running.size === 0) finish(status);
    });
    child.once("error", () => running.delete(child));
    return child;
  };

  const stop = (wanted: number): void => {
    if (status !== null) return;
    status = wanted;
    if (running.size === 0) finish(status);
    for (const child of running) child.kill("SIGTERM");
    setTimeout(() => {
      for (const child of running) child.kill("SIGKILL");
    }, graceMs).unref();
  };

  return {
    whenOver,
    stop,
    get isStopping() {
      return status !== null;
    },
    start(program) {
      const child = launch(program);
      for (const stream of [child.stdout, child.stderr]) readLines(stream, program.onLine);
      child.once("close", (code, signal) => {
        setTimeout(() => {
          if (status !== null) return;
          say(
            `${program.name} ended by itself (${signal ?? `status ${code}`}), so everything else is stopped too.`,
          );
          stop(1);
        }, signalDelayMs);
      });
      return child;
    },
    run(program) {
      const child = launch(program);
      let output = "";
      for (const stream of [child.stdout, child.stderr]) readLines(stream, (line) => (output += `${line}\n`));
      return new Promise((resolve) => {
        child.once("error", (error) => resolve({ status: 1, output: error.message }));
        child.once("close", (code) => resolve({ status: code ?? 1, output }));
      });
    },
  };
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", onLine);
}
