import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PlaceEnv } from "./env-place.ts";

/** The three keys of an installation, kept apart because each opens something else. */
export interface Keys {
  /** Ed25519, signs the log's checkpoints. */
  logSigningKey: KeyObject;
  /** 32 bytes, wraps the keys of personal data. */
  dataKey: Buffer;
  cookieSecret: string;
}

/** A key can't be had. The message names the file and what to do, never the key. */
export class KeyError extends Error {
  override name = "KeyError";
}

/**
 * Reads the keys, and makes those of `DATA_DIR` that aren't there yet, readable by their owner only. A file that
 * somebody named is never made: a mistyped path would otherwise start a second log or lose all personal data in
 * silence. Throws `KeyError`.
 */
export function loadKeys(env: Pick<PlaceEnv, "keys">): Keys {
  const logSigningKey = loadLogSigningKey(env);
  return { logSigningKey, ...loadSharedKeys(env) };
}

/**
 * The keys of a process that may not sign the log: the log's own key is neither read nor made. Whoever asks for it
 * meets an error.
 */
export function loadKeysWithoutLog(env: Pick<PlaceEnv, "keys">): Keys {
  return {
    ...loadSharedKeys(env),
    get logSigningKey(): KeyObject {
      throw new KeyError("This process was started without the log's key.");
    },
  };
}

function loadLogSigningKey({ keys }: Pick<PlaceEnv, "keys">): KeyObject {
  return readOrMake({
    file: keys.logSigningKeyFile,
    variable: keys.isLogSigningKeyNamed ? "LOG_SIGNING_KEY_FILE" : null,
    make: () => generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    read: readSigningKey,
  });
}

function loadSharedKeys({ keys }: Pick<PlaceEnv, "keys">): Omit<Keys, "logSigningKey"> {
  const dataKey = readOrMake({
    file: keys.dataKeyFile,
    variable: keys.isDataKeyNamed ? "DATA_KEY_FILE" : null,
    make: () => `${randomBytes(32).toString("base64")}\n`,
    read: readDataKey,
  });
  const cookieSecret =
    keys.cookieSecret ??
    readOrMake({
      file: keys.cookieSecretFile,
      variable: null,
      make: () => `${randomBytes(32).toString("base64url")}\n`,
      read: (text) => (text.trim().length >= 32 ? text.trim() : null),
    });
  return { dataKey, cookieSecret };
}

interface KeyFile<T> {
  file: string;
  /** The variable by which somebody named the file. */
  variable: string | null;
  make: () => string;
  read: (text: string) => T | null;
}

function readOrMake<T>({ file, variable, make, read }: KeyFile<T>): T {
  const text = readText(file) ?? (variable === null ? makeFile(file, make()) : null);
  if (text === null) {
    throw new KeyError(
      `${variable} names ${file}, which does not exist. Nothing was made. Correct the path.`,
    );
  }
  const key = read(text);
  if (key !== null) return key;
  throw new KeyError(
    `${file} does not hold the key that belongs there. Put the right one back from a backup.`,
  );
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw new KeyError(`${file} can't be read. Give this user the right to read it.`, { cause: error });
  }
}

/** Makes the file whole or not at all, and gives what another process wrote when that one was faster. */
function makeFile(file: string, content: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  try {
    // A link, unlike a rename, never replaces: two processes at their first start end up with one key.
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, "utf8");
}

function readSigningKey(text: string): KeyObject | null {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

function readDataKey(text: string): Buffer | null {
  const key = Buffer.from(text.trim(), "base64");
  return key.length === 32 ? key : null;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
