import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { uuidv7 } from "uuidv7";
import { openFileLock } from "#db/file-lock.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import { createFileSigner } from "#lib/adapters/evidence/file-signer.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { Stores } from "#lib/ports/store.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { sealLog, type SealMemory } from "#lib/use-cases/log/seal-log.ts";
import { type Figure, ratioFigure } from "./figures.ts";
import { exportInto, insertInto, makeLongLog } from "./long-log.ts";

/** Entries of the two logs; each case has ten. */
const sizes = { small: 1_000, large: 1_000_000 } as const;
const entriesPerCase = 10;
const verifierRounds = 3;
const verifierMaxMb = 400;
const appendRounds = 300;
const appendWarmUps = 30;

/** The figures of the log: how long a million entries take to verify, and whether appending to them costs more. */
export async function measureLog(folder: string, say: (sentence: string) => void): Promise<Figure[]> {
  const [small, large] = [await openPlace(folder, "small"), await openPlace(folder, "large")];
  const exported = path.join(folder, "log");
  say(`Making logs of ${sizes.small} and ${sizes.large} entries, which takes about two minutes …`);
  makeLongLog(sizes.small, [insertInto(small.databaseUrl, small.signer)]);
  makeLongLog(sizes.large, [insertInto(large.databaseUrl, large.signer), exportInto(exported, large.signer)]);
  say("Verifying, and reading without verifying …");
  const verifying = measureVerifier(exported, say);
  rmSync(exported, { recursive: true });
  say("Appending and sealing, one entry at a time …");
  const appending = await measureAppending(small, large);
  return [verifying, appending];
}

interface LogPlace {
  databaseUrl: string;
  signer: LogSigner;
}

async function openPlace(folder: string, name: string): Promise<LogPlace> {
  const dataDir = path.join(folder, `log-${name}`);
  mkdirSync(dataDir, { mode: 0o700 });
  const databaseUrl = `file:${path.join(dataDir, "countersign.db")}`;
  await migrateDatabase(databaseUrl);
  const { privateKey: key } = generateKeyPairSync("ed25519");
  const lock = openFileLock(path.join(dataDir, "signer.lock"));
  const signer = createFileSigner({ folder: dataDir, logOrigin: "bench.example/countersign/log", key, lock });
  return { databaseUrl, signer };
}

/** In turns, each in a process of its own, so that the peak of memory is the verifier's. */
function measureVerifier(exported: string, say: (sentence: string) => void): Figure {
  const rounds = Array.from({ length: verifierRounds }, () => ({
    verify: timeOf("verify", exported),
    read: timeOf("read", exported),
  }));
  const medianOf = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
  const peakMb = Math.max(...rounds.map(({ verify }) => verify.peakMb));
  say(`The verifier's peak of memory was ${Math.round(peakMb)} MB; the goal is ${verifierMaxMb} MB.`);
  const figure = ratioFigure({
    name: "verify-vs-sha256",
    value: medianOf(rounds.map(({ verify }) => verify.ms)),
    unit: "ms",
    comparedWith: `one SHA-256 and JSON.parse of the same ${sizes.large} entries; peak of memory ${Math.round(peakMb)} MB`,
    comparison: medianOf(rounds.map(({ read }) => read.ms)),
    atMost: 3,
  });
  return { ...figure, ok: figure.ok && peakMb <= verifierMaxMb };
}

function timeOf(what: "verify" | "read", exported: string): { ms: number; peakMb: number } {
  const module = fileURLToPath(new URL("./time-verifier.ts", import.meta.url));
  const run = spawnSync(process.execPath, [...process.execArgv, module, what, exported], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`The log could not be measured.\n${run.stdout}${run.stderr}`);
  return JSON.parse(run.stdout) as { ms: number; peakMb: number };
}

/** In turns, so that what else the computer does meanwhile hits both alike. */
async function measureAppending(small: LogPlace, large: LogPlace): Promise<Figure> {
  const open = async ({ databaseUrl, signer }: LogPlace) => ({
    stores: await openStores({ databaseUrl, dataKey: new Uint8Array(32) }),
    signer,
    memory: { frontier: null },
    times: [] as number[],
  });
  const [few, many] = [await open(small), await open(large)];
  try {
    for (let round = 0; round < appendWarmUps + appendRounds; round += 1) {
      for (const [one, entries] of [
        [few, sizes.small],
        [many, sizes.large],
      ] as const) {
        // Another case each time, far apart: nothing that it needs was read just before.
        const chain = `IR-${((round * 7_919) % (entries / entriesPerCase)) + 1}`;
        const startedAtMs = performance.now();
        await appendAndSeal(one, chain);
        if (round >= appendWarmUps) one.times.push(performance.now() - startedAtMs);
      }
    }
    const medianOf = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
    return ratioFigure({
      name: "append-growth",
      value: medianOf(many.times),
      unit: "ms",
      comparedWith: `appending and sealing one entry with ${sizes.small} entries instead of ${sizes.large}`,
      comparison: medianOf(few.times),
      atMost: 1.2,
    });
  } finally {
    await few.stores.close();
    await many.stores.close();
  }
}

async function appendAndSeal(
  { stores, signer, memory }: { stores: Stores; signer: LogSigner; memory: SealMemory },
  chain: string,
): Promise<void> {
  const services = { stores, clock: { now: () => new Date() }, ids: { next: uuidv7 }, simulated: true };
  const statements = await appendEntries(services, makeSystemActor("intake"), chain, [
    { type: "case.changed", before: "closed", after: "reopened", facts: { by: "bench" } },
  ]);
  await stores.commit(statements);
  await sealLog(services, signer, memory);
}
