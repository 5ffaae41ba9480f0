import { existsSync } from "node:fs";
import path from "node:path";
import { openFileLock } from "#db/file-lock.ts";
import { openStores } from "#db/open-stores.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { Stores } from "#lib/ports/store.ts";
import { loadSettings } from "#lib/server/env.ts";
import type { Settings } from "#lib/server/env.ts";
import { KeyError, loadKeys } from "#lib/server/keys.ts";

/** Told to whoever typed the command: what happened, what did not, and what to do. */
export class AdminProblem extends Error {
  override name = "AdminProblem";
}

export interface Place {
  settings: Pick<Settings, "dataDir" | "databaseUrl">;
  signer: LogSigner;
  /** The file of a SQLite database; null on PostgreSQL. */
  databaseFile: string | null;
  openStores: () => Promise<Stores>;
}

/** The installation that the environment names, as the console would open it. Throws `AdminProblem`. */
export function openPlace(): Place {
  const loaded = loadSettings(process.env);
  if (!loaded.ok) {
    const lines = loaded.problems.map(({ variable, message, fix }) => `${variable} ${message}. ${fix}`);
    throw new AdminProblem(lines.join("\n"));
  }
  const { settings } = loaded;
  if (!existsSync(settings.dataDir)) {
    throw new AdminProblem(
      `${settings.dataDir} does not exist, so there is no installation here. Nothing was done. Set DATA_DIR.`,
    );
  }
  const keys = readKeys(settings);
  const { databaseUrl } = settings;
  return {
    settings,
    signer: createFileSigner({
      folder: settings.dataDir,
      logOrigin: settings.logOrigin,
      key: keys.logSigningKey,
      lock: openFileLock(path.join(settings.dataDir, "signer.lock")),
    }),
    databaseFile: databaseUrl.startsWith("file:") ? databaseUrl.slice(5) : null,
    async openStores() {
      await migrateDatabase(databaseUrl);
      return openStores({ databaseUrl, dataKey: keys.dataKey });
    },
  };
}

function readKeys(settings: Settings): ReturnType<typeof loadKeys> {
  try {
    return loadKeys(settings);
  } catch (error) {
    if (error instanceof KeyError) throw new AdminProblem(error.message);
    throw error;
  }
}
