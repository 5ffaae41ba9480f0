import { existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Settings } from "#lib/server/env.ts";

const leastFreeBytes = 256 * 1024 * 1024;

/** Makes the data folder. Gives a sentence for whoever starts the console when it can't be used, else null. */
export function checkDataDir({ dataDir, databaseUrl, keys }: Settings): string | null {
  try {
    makeFolder(dataDir);
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return (
      `The data folder ${dataDir} can't be written (${code}), so database and keys would have no place. ` +
      `Give this user the right to write there, or name another folder: DATA_DIR=/path npm start`
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  // A full disk stops the log, and without the log nothing may be suspended: better not to begin.
  if (bavail * bsize < leastFreeBytes) {
    return `The disk of ${dataDir} has less than 256 MB free. Make room, or name another folder by DATA_DIR.`;
  }
  const database = databaseUrl.startsWith("file:") ? databaseUrl.slice(5) : "";
  const isInUse = existsSync(database) && statSync(database).size > 0;
  const lost = [keys.logSigningKeyFile, keys.dataKeyFile].filter((file) => !existsSync(file));
  if (isInUse && lost.length > 0) {
    return (
      `The database ${database} is there, but ${lost.join(" and ")} is not. A new key could neither read its personal ` +
      `data nor continue its log. Put the key back from a backup, or move the database away to begin anew.`
    );
  }
  return null;
}

/** Like `mkdir -p`. Node's own recursive way never returns where a folder can't be made for good, in /proc say. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
