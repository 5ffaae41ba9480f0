import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findNode, isAtLeast, LOWEST_NODE } from "./find-node.mjs";
import { installPackages } from "./install-packages.mjs";

/*
 * Every command starts here, before anything is installed and on whatever Node the computer has. So this file and the
 * two beside it are plain JavaScript, import Node's own modules only, and use nothing newer than Node 20.
 */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const parentCheckMs = 250;
const passedOn = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Installs what is missing and runs a TypeScript module under a Node that is new enough, with the arguments, the
 * terminal, the signals and the exit status of this process. Never returns.
 *
 * @param {{ module: string, nodeOptions?: string[], unableStatus?: number }} command `module` is relative to
 *   `lib/commands`, `./start.ts` say; `unableStatus` is the exit status where the module could not be run at all
 */
export function runCommand({ module, nodeOptions = [], unableStatus = 1 }) {
  /** @param {string} sentence */
  const fail = (sentence) => {
    process.stderr.write(`${sentence}\n`);
    process.exit(unableStatus);
  };
  if (!isAtLeast(process.versions.node, "20.0.0")) {
    fail(`Countersign needs Node 20 or newer to start, and this is ${process.versions.node}.`);
  }
  if (!installPackages(root)) {
    fail(
      "The packages could not be installed; nothing was started. See npm's words above, then run this again.",
    );
  }
  const node = findNode(root);
  if (node === null) {
    return fail(
      `The Node that the project brings does not run on this computer, and ${process.versions.node} is too old ` +
        `(${LOWEST_NODE} or newer is needed). Install Node 24 from https://nodejs.org, then run this again.`,
    );
  }
  const flags = ["--conditions=react-server", "--disable-warning=ExperimentalWarning"];
  // Node runs TypeScript by itself since 22.18; before, it has to be asked.
  if (!isAtLeast(node.version, "22.18.0")) flags.push("--experimental-strip-types");
  const file = fileURLToPath(new URL(module, import.meta.url));
  // The IPC channel carries no message: its end tells the child that this process is gone, even after a kill -9.
  const child = spawn(node.path, [...flags, ...nodeOptions, file, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of passedOn) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  child.on("error", (error) => fail(`${node.path} could not be started: ${error.message}`));
  child.on("exit", (status, signal) => {
    process.exit(signal === null ? (status ?? unableStatus) : 128 + constants.signals[signal]);
  });
}

/**
 * A signal to npm ends npm and the shell between, and the shell passes nothing on (npm 11, dash). The new parent is
 * then the only sign, and without this the console would go on unseen.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, parentCheckMs);
  watch.unref();
}
