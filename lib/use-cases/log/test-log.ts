import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { openFileLock } from "#db/file-lock.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import { createSealer, type Sealer } from "./create-sealer.ts";

export const testLogOrigin = "test.example/countersign/log";

export interface TestLog {
  folder: string;
  signer: LogSigner;
  seal: Sealer;
  /** What a second process with the same key and folder has. */
  another: () => { signer: LogSigner; seal: Sealer };
}

/** A real signer with a key of its own in a folder of its own, and a sealer on it. */
export function openTestLog(services: Pick<Services, "stores" | "clock" | "start">): TestLog {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { privateKey } = generateKeyPairSync("ed25519");
  const another = () => {
    const lock = openFileLock(path.join(folder, "signer.lock"));
    const signer = createFileSigner({ folder, logOrigin: testLogOrigin, key: privateKey, lock });
    return { signer, seal: createSealer(services, signer, { fault: () => undefined }) };
  };
  return { folder, ...another(), another };
}
