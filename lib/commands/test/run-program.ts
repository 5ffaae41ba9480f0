import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { testEnvironment } from "./test-environment.ts";

/** Absolute path of the project. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

let running: ChildProcess | null = null;

/**
 * Runs a JavaScript program of an installed package under this very Node, its output on our terminal.
 *
 * @param program path below `node_modules`; not its link in `.bin`, which Windows cannot start
 * @returns the exit status
 */
export function runProgram(
  program: string,
  arguments_: string[],
  variables: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, "node_modules", program), ...arguments_], {
      cwd: root,
      env: { ...testEnvironment(), ...variables },
      stdio: ["ignore", "inherit", "inherit"],
    });
    running = child;
    child.once("error", reject);
    child.once("exit", (status, signal) => {
      running = null;
      resolve(signal === null ? (status ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/** Interrupts the program that is running, if any, as Ctrl-C does: playwright clears up after that and no other signal. */
export function interruptProgram(): void {
  running?.kill("SIGINT");
}
