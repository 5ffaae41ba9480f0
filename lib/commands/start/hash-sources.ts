import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const folders = ["app", "components", "db", "lib", "public"];
const files = [
  "instrumentation-client.ts",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

/** Never part of what Next builds; a change there costs no build. */
const apart = /^lib\/(commands|simulator)\/|\.test\.tsx?$/;

/** SHA-256 over names and contents of all that the console is built from. */
export function hashSources(root: string): string {
  const hash = createHash("sha256");
  const found = folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) => listFiles(root, folder));
  for (const file of [...found, ...files].filter((name) => !apart.test(name)).toSorted()) {
    if (!existsSync(path.join(root, file))) continue;
    const content = readFileSync(path.join(root, file));
    // The length parts the files: moving a line from the end of one to the start of the next is a change.
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

function listFiles(root: string, folder: string): string[] {
  const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}
