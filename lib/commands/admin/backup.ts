import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { copyFromPostgres, copySqlite } from "#db/copy-database.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { AdminProblem, type Place } from "./open-place.ts";
import { runVerifier } from "./run-verifier.ts";

/** Writes the database into one file and lets the verifier look at it before it gets its name. */
export async function backup(place: Place, name: string): Promise<string> {
  const file = path.resolve(name);
  if (existsSync(file)) {
    throw new AdminProblem(`${file} exists. Nothing was written: a backup never replaces another one.`);
  }
  const policy = path.join(place.settings.dataDir, "policy.txt");
  if (!existsSync(policy)) {
    throw new AdminProblem(
      `${policy} is missing, so the backup could not be verified. Nothing was written. Start the console once: it writes the file.`,
    );
  }
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.unverified`;
  rmSync(draft, { force: true });
  try {
    await copyInto(place, draft);
    const { status, words } = runVerifier([draft, policy], { of: "backup" });
    if (status !== 0) {
      throw new AdminProblem(
        `The copy is not valid, so it does not count as a backup and was removed. The verifier says:\n${words}`,
      );
    }
    renameSync(draft, file);
    return `${file}: ${statSync(file).size.toLocaleString("en")} bytes. The verifier says:\n${words}\nKeys and signer-state.json are not in it: keep them elsewhere.`;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function copyInto(place: Place, draft: string): Promise<void> {
  if (place.databaseFile === null) {
    await migrateDatabase(`file:${draft}`);
    await copyFromPostgres(place.settings.databaseUrl, draft);
    return;
  }
  if (!existsSync(place.databaseFile)) {
    throw new AdminProblem(`There is no database at ${place.databaseFile}. Nothing was written.`);
  }
  copySqlite(place.databaseFile, draft);
}
