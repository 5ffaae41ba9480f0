import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStores } from "#db/open-stores.ts";
import { writePolicy } from "#lib/adapters/evidence/policy-file.ts";
import type { Services } from "#lib/ports/services.ts";
import { checkReadiness } from "#lib/use-cases/check-readiness.ts";
import { openTamper } from "#lib/use-cases/log/check/test-tamper.ts";
import { createLogWatch } from "#lib/use-cases/log/create-log-watch.ts";
import { createSealer } from "#lib/use-cases/log/create-sealer.ts";
import { openLog, writableWhileSealing } from "#lib/use-cases/log/open-log.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";
import { verifyLog } from "#lib/use-cases/log/verify-log.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { viewStanding } from "#lib/use-cases/view-standing.ts";
import { backup } from "./backup.ts";
import { openNextEpoch } from "./open-next-epoch.ts";
import { restore } from "./restore.ts";
import { emptyDatabase, makeFolder, placeAt } from "./test-place.ts";

const quiet = { fault: () => undefined, problem: () => undefined };

async function readinessOf(services: Services) {
  const { parts } = await checkReadiness(services, {
    countPendingMigrations: () => Promise.resolve(0),
    probeIdentityProvider: () => Promise.resolve({ ok: true, problem: null }),
  });
  return parts.find(({ name }) => name === "log head");
}

test("from a tampered entry to a healthy console: banner and readiness, restore, open-epoch, and it goes on by itself", async () => {
  const scene = await openScene();
  const { services, log, ana, aud, ask, signal, settle, pass, databaseUrl } = scene;
  await ask(ana, wendy);
  await log.seal.sealNow(5_000);
  const place = placeAt(databaseUrl, scene);
  writePolicy(log.folder, (await reportKeys(services, log.signer)).keys);
  const file = path.join(makeFolder(), "backup.db");
  await backup(place, file);
  const { caseKey } = await signal(wendy, { title: "After the backup" });
  await log.seal.sealNow(5_000);

  // Somebody who can write the database changes an entry.
  const startedAt = performance.now();
  const chain = caseKey ?? "";
  await openTamper(databaseUrl).run(
    `update entry set hash = '${"0".repeat(64)}' where chain = '${chain}' and n = 1`,
  );
  await verifyLog({ watch: createLogWatch(services, log.signer, quiet) }, aud);
  await settle();
  await log.seal.sealNow(5_000);
  expect(await viewStanding(services, ana)).toMatchObject({
    fault: { words: `Entry 1 of ${chain} doesn't match its hash.`, paused: true },
    paused: { by: "Countersign" },
  });
  expect(await readinessOf(services)).toMatchObject({
    ok: false,
    detail: "the check of the log found a fault",
  });
  const foundAt = performance.now();

  // The last right backup is put back; it is older than what was signed, so the console that starts on it halts.
  const url = await emptyDatabase();
  const older = placeAt(url, scene);
  expect(await restore(older, file)).toContain("open-epoch");
  const opened = await openStores({ databaseUrl: url, dataKey: new Uint8Array(32) });
  onTestFinished(() => opened.close());
  const seal = createSealer({ ...services, stores: opened }, log.signer, { fault: () => undefined });
  const restarted = { ...services, stores: writableWhileSealing(opened, seal), seal };
  await openLog(restarted, log.signer, seal);
  expect(await viewStanding(restarted, ana)).toMatchObject({
    log: {
      state: "halted",
      problem: expect.stringContaining("The database is older than the log") as string,
    },
  });
  expect(await readinessOf(restarted)).toMatchObject({
    ok: false,
    detail: "not what was signed last; nothing is written or sent",
  });

  // The command that the banner names; the running console notices by itself.
  expect(await openNextEpoch(older, "An entry was tampered with")).toContain("/2");
  await pass(5_000);
  await seal.tick();
  expect(seal.standing()).toEqual({ state: "sealing" });
  expect(await readinessOf(restarted)).toMatchObject({ ok: true });
  const watch = createLogWatch(restarted, log.signer, quiet);
  await verifyLog({ watch }, aud);
  await settle();
  expect(await viewStanding(restarted, ana)).toMatchObject({ log: null, fault: null, paused: null });
  const healthyAt = performance.now();
  console.info(
    `tampered → banner ${Math.round(foundAt - startedAt)} ms → restored, epoch opened, verified ${Math.round(healthyAt - foundAt)} ms`,
  );
});

test("a console that halted stays so while the log is still another one", async () => {
  const { log, services, ask, ana, pass } = await openScene();
  await ask(ana, wendy);
  await log.seal.sealNow(5_000);
  const state = log.signer.state();
  log.signer.remember({ origin: state?.origin ?? "", size: (state?.size ?? 0) + 5, root: "0".repeat(64) });
  const { seal } = log.another();
  await openLog(services, log.signer, seal);
  for (let look = 0; look < 3; look += 1) {
    await pass(5_000);
    await seal.tick();
    expect(seal.standing()).toMatchObject({ state: "halted" });
  }
  if (state) log.signer.remember(state);
  await pass(5_000);
  await seal.tick();
  expect(seal.standing()).toEqual({ state: "sealing" });
});
