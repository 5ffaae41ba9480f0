import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Installs what the lockfile names when that hasn't happened yet, or not for this lockfile.
 *
 * @param {string} root absolute path of the project
 * @returns {boolean} false when npm failed; it has said why by then
 */
export function installPackages(root) {
  const lockfile = readFileSync(path.join(root, "package-lock.json"));
  const stampFile = path.join(root, "node_modules", ".countersign-installed");
  // System and processor belong to the stamp because a folder shared with a container holds the wrong programs.
  const computer = `${process.platform} ${process.arch}`;
  const stamp = `${computer} ${createHash("sha256").update(lockfile).digest("hex")}\n`;
  const found = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : null;
  if (found === stamp) return true;
  if ((found === null || found.startsWith(`${computer} `)) && holdsWhatIsNamed(root, lockfile)) {
    writeFileSync(stampFile, stamp);
    return true;
  }
  process.stderr.write("Installing packages, which takes about half a minute the first time …\n");
  // Without `--no-save` npm would write the lockfile anew.
  const way = isForEverySystem(lockfile) ? ["ci"] : ["install", "--no-save"];
  const arguments_ = [
    ...way,
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  // npm's words go to stderr, for the output of some commands is read by programs.
  if (runNpm(root, arguments_) !== 0) return false;
  writeFileSync(stampFile, stamp);
  return true;
}

/**
 * Whether somebody has installed by hand: npm keeps a lockfile of what it really put into the folder.
 *
 * @param {string} root
 * @param {Buffer} lockfile
 */
function holdsWhatIsNamed(root, lockfile) {
  const installedFile = path.join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  try {
    const wanted = JSON.parse(lockfile.toString("utf8")).packages;
    const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
    return Object.keys(wanted).every((name) => {
      if (name === "" || (wanted[name].optional && !installed[name])) return true;
      return (
        installed[name]?.version === wanted[name].version &&
        installed[name].integrity === wanted[name].integrity
      );
    });
  } catch {
    return false;
  }
}

/**
 * Whether the lockfile names the optional packages of all systems. One made against a registry that holds those of one
 * system alone doesn't, and `npm ci` refuses it everywhere; `npm install` keeps to what it names, hashes included.
 *
 * @param {Buffer} lockfile
 */
function isForEverySystem(lockfile) {
  const packages = JSON.parse(lockfile.toString("utf8")).packages;
  const places = Object.keys(packages);
  const named = new Set(places.map((place) => place.split("node_modules/").at(-1)));
  return places.every((place) =>
    Object.keys(packages[place].optionalDependencies ?? {}).every((it) => named.has(it)),
  );
}

/**
 * @param {string} root
 * @param {string[]} arguments_
 */
function runNpm(root, arguments_) {
  // npm stays on the Node that it was started with: below it, the project's own Node may be replaced by this very run.
  const npm = process.env.npm_execpath;
  const node = process.env.npm_node_execpath ?? process.execPath;
  const startedByNpm = npm !== undefined && path.basename(npm) === "npm-cli.js" && existsSync(npm);
  const options = { cwd: root, stdio: /** @type {["ignore", 2, 2]} */ (["ignore", 2, 2]) };
  const result = startedByNpm
    ? spawnSync(existsSync(node) ? node : process.execPath, [npm, ...arguments_], options)
    : spawnSync("npm", arguments_, { ...options, shell: process.platform === "win32" });
  if (result.error) process.stderr.write(`npm could not be started: ${result.error.message}\n`);
  return result.status ?? 1;
}
