import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import type { ProcessLock } from "#lib/ports/seal.ts";

/**
 * A lock between processes that falls with the process that holds it: an open transaction on a small database. A file
 * whose mere existence locks would outlive kill -9.
 */
export function openFileLock(file: string): ProcessLock {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Never waited for inside the driver, for that would stop everything else in this process.
  const database = new Database(file, { timeout: 0 });
  return {
    tryTake() {
      try {
        database.exec("begin exclusive");
        return true;
      } catch (error) {
        if (!isBusy(error)) throw error;
        return false;
      }
    },
    free: () => void database.exec("rollback"),
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}
