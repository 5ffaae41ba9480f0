import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSettings } from "#lib/server/env.ts";
import { loadKeys } from "#lib/server/keys.ts";
import type { Settings } from "#lib/server/env.ts";
import { checkDataDir } from "./check-data-dir.ts";

const parent = mkdtempSync(path.join(tmpdir(), "data-dir-"));
afterAll(() => rmSync(parent, { recursive: true }));

function settingsOf(dataDir: string): Settings {
  const loaded = loadSettings({ DATA_DIR: dataDir } as unknown as NodeJS.ProcessEnv);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.settings;
}

test("a folder that isn't there is made, for its owner alone", () => {
  const dataDir = path.join(parent, "some", "where");
  expect(checkDataDir(settingsOf(dataDir))).toBeNull();
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test("a folder that can't be made is named, with what to do", () => {
  const file = path.join(parent, "file");
  writeFileSync(file, "");
  // On /proc Node's own recursive way never comes back.
  for (const dataDir of [path.join(file, "data"), "/proc/nowhere/data"]) {
    const sentence = checkDataDir(settingsOf(dataDir));
    expect(sentence).toContain(dataDir);
    expect(sentence).toContain("DATA_DIR=");
  }
});

test("a database without its keys is not continued with new ones", () => {
  const settings = settingsOf(path.join(parent, "keys"));
  expect(checkDataDir(settings)).toBeNull();
  loadKeys(settings);
  writeFileSync(path.join(settings.dataDir, "countersign.db"), "rows");
  expect(checkDataDir(settings)).toBeNull();
  rmSync(settings.keys.dataKeyFile);
  expect(checkDataDir(settings)).toContain(settings.keys.dataKeyFile);
});
