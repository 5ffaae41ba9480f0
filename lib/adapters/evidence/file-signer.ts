import type { KeyObject } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Database from "better-sqlite3";
import { z } from "zod";
import { makeVkey, signNote } from "#lib/log/signed-note.ts";
import { LogFault, type LogSigner, SignerBusy, type SignerState } from "#lib/ports/seal.ts";

const State = z.object({ origin: z.string(), size: z.int().nonnegative(), root: z.string() }).strict();

const waitForLockMs = 8_000;
const lookAgainMs = 5;

/**
 * The log's key with its memory in `folder`: `signer-state.json`, readable by its owner only, and a lock that falls
 * with the process that holds it. Processes that share the folder take turns.
 */
export function createFileSigner(input: { folder: string; logOrigin: string; key: KeyObject }): LogSigner {
  const { folder, logOrigin, key } = input;
  const stateFile = path.join(folder, "signer-state.json");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let lock: Database.Database | null = null;
  return {
    async exclusively(run) {
      // A file whose mere existence locks would outlive kill -9; an open transaction doesn't.
      lock ??= openLock(path.join(folder, "signer.lock"));
      const held = lock;
      await takeLock(held);
      try {
        return await run();
      } finally {
        held.exec("rollback");
      }
    },
    origin: (epoch) => `${logOrigin}/${epoch}`,
    state: () => readState(stateFile),
    remember: (state) => replaceFile(stateFile, `${JSON.stringify(state)}\n`),
    sign: (origin, text) => signNote(text, [{ name: origin, key }]),
    vkey: (origin) => makeVkey(origin, key),
  };
}

function openLock(file: string): Database.Database {
  return new Database(file, { timeout: 0 });
}

async function takeLock(lock: Database.Database): Promise<void> {
  const until = performance.now() + waitForLockMs;
  for (;;) {
    try {
      lock.exec("begin exclusive");
      return;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > until) throw new SignerBusy("Another process seals all the while.");
    }
    await wait(lookAgainMs);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

function readState(file: string): SignerState | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, "utf8");
  try {
    return State.parse(JSON.parse(text));
  } catch {
    throw new LogFault(`${file} can't be read as the signer's memory. Put it back from a backup.`);
  }
}

/** Whole or not at all, and on the disk before this returns: a signature follows. */
function replaceFile(file: string, content: string): void {
  const draft = `${file}.new`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(path.dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
