import { type KeyObject, sign } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { makeVkey, signNote } from "#lib/log/signed-note.ts";
import { LogFault, type LogSigner, type ProcessLock, SignerBusy, type SignerState } from "#lib/ports/seal.ts";

const State = z.object({ origin: z.string(), size: z.int().nonnegative(), root: z.string() }).strict();

const waitForLockMs = 8_000;
const lookAgainMs = 5;

/**
 * The log's key with its memory in `folder`: `signer-state.json`, readable by its owner only. Processes that share the
 * folder share the lock, and take turns.
 */
export function createFileSigner(input: {
  folder: string;
  logOrigin: string;
  key: KeyObject;
  lock: ProcessLock;
}): LogSigner {
  const { folder, logOrigin, key, lock } = input;
  const stateFile = path.join(folder, "signer-state.json");
  return {
    async exclusively(run) {
      await take(lock);
      try {
        return await run();
      } finally {
        lock.free();
      }
    },
    origin: (epoch) => `${logOrigin}/${epoch}`,
    state: () => readState(stateFile),
    remember: (state) => replaceFile(stateFile, `${JSON.stringify(state)}\n`),
    sign: (origin, text) => signNote(text, [{ name: origin, key }]),
    signBytes: (bytes) => sign(null, bytes, key),
    vkey: (origin) => makeVkey(origin, key),
  };
}

async function take(lock: ProcessLock): Promise<void> {
  const until = performance.now() + waitForLockMs;
  while (!lock.tryTake()) {
    if (performance.now() > until) throw new SignerBusy("Another process seals all the while.");
    await wait(lookAgainMs);
  }
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
