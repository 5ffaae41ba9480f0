import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import { freshDatabaseUrl } from "#db/test-database.ts";
import type { TestLog } from "#lib/use-cases/log/test-log.ts";
import type { Place } from "./open-place.ts";

/** A database as the commands see it, beside the folder of a test's log. */
export function placeAt(databaseUrl: string, { log }: { log: Pick<TestLog, "folder" | "signer"> }): Place {
  return {
    settings: { dataDir: log.folder, databaseUrl },
    signer: log.signer,
    databaseFile: databaseUrl.startsWith("file:") ? databaseUrl.slice(5) : null,
    async openStores() {
      await migrateDatabase(databaseUrl);
      return openStores({ databaseUrl, dataKey: new Uint8Array(32) });
    },
  };
}

export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-admin-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function emptyDatabase(): Promise<string> {
  const { url, drop } = await freshDatabaseUrl();
  onTestFinished(drop);
  return url;
}
