import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSettings } from "./env.ts";
import { KeyError, loadKeys } from "./keys.ts";
import type { Keys } from "./keys.ts";

const parent = mkdtempSync(path.join(tmpdir(), "keys-"));
afterAll(() => rmSync(parent, { recursive: true }));

function load(source: Record<string, string>): Keys {
  const result = loadSettings(source as NodeJS.ProcessEnv);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return loadKeys(result.settings);
}

test("the first start makes three keys that only their owner reads, and the second finds them", () => {
  const dataDir = path.join(parent, "first");
  const first = load({ DATA_DIR: dataDir });
  const second = load({ DATA_DIR: dataDir });
  expect(first.logSigningKey.asymmetricKeyType).toBe("ed25519");
  expect(second.logSigningKey.equals(first.logSigningKey)).toBe(true);
  expect(first.dataKey).toHaveLength(32);
  expect(second.dataKey.equals(first.dataKey)).toBe(true);
  expect(second.cookieSecret).toBe(first.cookieSecret);
  const files = readdirSync(dataDir).toSorted();
  expect(files).toEqual(["cookie-secret", "data-key", "log-signing-key.pem"]);
  for (const file of files) expect(statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600);
});

test("a key that somebody named is never made", () => {
  const dataDir = path.join(parent, "named");
  const missing = path.join(parent, "nowhere.pem");
  expect(() => load({ DATA_DIR: dataDir, LOG_SIGNING_KEY_FILE: missing })).toThrow(KeyError);
  expect(() => load({ DATA_DIR: dataDir, DATA_KEY_FILE: missing })).toThrow(/DATA_KEY_FILE/);
});

test("a file that holds no key is refused and not replaced", () => {
  const dataDir = mkdtempSync(path.join(parent, "broken-"));
  writeFileSync(path.join(dataDir, "data-key"), "too short");
  expect(() => load({ DATA_DIR: dataDir })).toThrow(/does not hold the key/);
});

test("a given cookie secret is used and no file is made for it", () => {
  const dataDir = path.join(parent, "given");
  const secret = "0123456789012345678901234567890123456789";
  expect(load({ DATA_DIR: dataDir, COOKIE_SECRET: secret }).cookieSecret).toBe(secret);
  expect(readdirSync(dataDir)).not.toContain("cookie-secret");
});
