import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openFileLock } from "#db/file-lock.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import { formatPolicy } from "#lib/log/policy-file.ts";
import { verifyPaths } from "#lib/verify/verify.ts";
import { exportInto, insertInto, makeLongLog } from "./long-log.ts";

test("the long log is valid, exported and in a database, but for the requests that it has no rows of", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-long-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { privateKey: key } = generateKeyPairSync("ed25519");
  const lock = openFileLock(path.join(folder, "signer.lock"));
  const signer = createFileSigner({ folder, logOrigin: "bench.example/log", key, lock });
  const database = path.join(folder, "countersign.db");
  await migrateDatabase(`file:${database}`);
  const exported = path.join(folder, "log");
  makeLongLog(333, [insertInto(`file:${database}`, signer), exportInto(exported, signer)]);
  expect(await verifyPaths([exported])).toMatchObject({ exit: 0 });
  writeFileSync(path.join(folder, "policy.txt"), formatPolicy([signer.vkey(signer.origin(1))]));
  const { lines } = await verifyPaths([database]);
  expect(lines.filter((line) => !/projection: .* the tables lack/.test(line))).toEqual([]);
});
