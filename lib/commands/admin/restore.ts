import { copyFileSync, existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { copyToPostgres } from "#db/copy-database.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { requireExtension } from "#lib/use-cases/log/seal-log.ts";
import { LogFault } from "#lib/ports/seal.ts";
import { AdminProblem, type Place } from "./open-place.ts";
import { runVerifier } from "./run-verifier.ts";

/** Puts a backup where there is no database yet, and says whether the log can go on from there. */
export async function restore(place: Place, name: string): Promise<string> {
  const file = path.resolve(name);
  if (!existsSync(file)) throw new AdminProblem(`There is no file ${file}. Nothing was done.`);
  const policy = path.join(place.settings.dataDir, "policy.txt");
  const { status, words } = runVerifier(existsSync(policy) ? [file, policy] : [file], {
    of: "backup",
  });
  if (status !== 0) {
    throw new AdminProblem(
      `${file} is not a valid backup. Nothing was restored. The verifier says:\n${words}`,
    );
  }
  await put(place, file);
  const stores = await place.openStores();
  try {
    await requireExtension(stores.tree, place.signer.state(), await stores.tree.head());
    return `Restored. The log goes on where it was. The verifier says:\n${words}`;
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    return `Restored, but the log can't go on: ${error.message} The console will start for reading only, and nothing is written or sent, until this is told for good by\n  npm run admin -- open-epoch --reason "why an older database was put back"`;
  } finally {
    await stores.close();
  }
}

async function put({ databaseFile, settings }: Place, file: string): Promise<void> {
  if (databaseFile === null) {
    await migrateDatabase(settings.databaseUrl);
    try {
      await copyToPostgres(file, settings.databaseUrl);
    } catch (error) {
      throw new AdminProblem(
        `The database is not empty or can't be written: ${error instanceof Error ? error.message : "unknown"} Nothing was restored. Name an empty database in DATABASE_URL.`,
        { cause: error },
      );
    }
    return;
  }
  const left = [databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`].filter((each) =>
    existsSync(each),
  );
  if (left.length > 0) {
    throw new AdminProblem(
      `${left.join(" and ")} exist. Nothing was restored. Stop the console and move them away first, together.`,
    );
  }
  mkdirSync(path.dirname(databaseFile), { recursive: true });
  copyFileSync(file, `${databaseFile}.new`);
  renameSync(`${databaseFile}.new`, databaseFile);
}
