import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStores } from "#db/open-stores.ts";
import { writePolicy } from "#lib/adapters/evidence/policy-file.ts";
import { openLog } from "#lib/use-cases/log/open-log.ts";
import { reportKeys } from "#lib/use-cases/log/report-log.ts";
import { testLogOrigin } from "#lib/use-cases/log/test-log.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { backup } from "./backup.ts";
import { addSource } from "./create-source.ts";
import { exportLog } from "./export-log.ts";
import { openNextEpoch } from "./open-next-epoch.ts";
import { restore } from "./restore.ts";
import { runVerifier } from "./run-verifier.ts";
import { emptyDatabase, makeFolder, placeAt } from "./test-place.ts";

/** A suspension by two people, sealed, with the folder that an installation would have. */
async function openInstallation() {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.log.seal.sealNow(5_000);
  const { folder, signer } = scene.log;
  writePolicy(folder, (await reportKeys(scene.services, signer)).keys);
  return { ...scene, folder, place: placeAt(scene.databaseUrl, scene), aside: makeFolder() };
}

test("a backup is valid for the verifier, and its restore holds the same entries under the same root", async () => {
  const installation = await openInstallation();
  const { place, aside, services, log } = installation;
  const file = path.join(aside, "backup.db");
  expect(await backup(place, file)).toContain("valid");
  const url = await emptyDatabase();
  expect(await restore(placeAt(url, installation), file)).toContain("goes on where it was");
  const restored = await openStores({ databaseUrl: url, dataKey: new Uint8Array(32) });
  onTestFinished(() => restored.close());
  expect(await restored.tree.head()).toEqual(await services.stores.tree.head());
  expect(await restored.log.count()).toBe(await services.stores.log.count());
  expect((await restored.requests.ofSubject(installation.wendyId, 10)).map(({ status }) => status)).toEqual([
    "succeeded",
  ]);
  await openLog({ stores: restored }, log.signer, log.seal);
  expect(log.seal.standing()).toEqual({ state: "sealing" });
});

test("nothing is overwritten: neither a backup, nor an export, nor a database that is there", async () => {
  const { place, aside } = await openInstallation();
  const file = path.join(aside, "backup.db");
  await backup(place, file);
  await expect(backup(place, file)).rejects.toThrow("never replaces");
  await expect(restore(place, file)).rejects.toThrow("Nothing was restored");
  await exportLog(place, path.join(aside, "log"));
  await expect(exportLog(place, path.join(aside, "log"))).rejects.toThrow("Nothing was written");
});

test("a damaged backup isn't restored, and a damaged log is neither backed up nor exported", async () => {
  const installation = await openInstallation();
  const { place, aside } = installation;
  const file = path.join(aside, "backup.db");
  await backup(place, file);
  const bytes = readFileSync(file);
  const at = bytes.indexOf('"type":"request.approved"');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  const url = await emptyDatabase();
  await expect(restore(placeAt(url, installation), file)).rejects.toThrow("not a valid backup");
  // What another key signed is as good as damaged: nothing of it may count.
  const policy = path.join(place.settings.dataDir, "policy.txt");
  writeFileSync(policy, readFileSync(policy, "utf8").replace(testLogOrigin, "other.example/log"));
  await expect(backup(place, path.join(aside, "other.db"))).rejects.toThrow("does not count as a backup");
  await expect(exportLog(place, path.join(aside, "log"))).resolves.toContain("valid");
  expect(existsSync(path.join(aside, "other.db"))).toBe(false);
});

test("an older backup is restored from beside the signer's newer state, which a live database there has to fit", async () => {
  const installation = await openInstallation();
  const { place, log, signal } = installation;
  const file = path.join(place.settings.dataDir, "older.db");
  await backup(place, file);
  await signal("homer@acme.example");
  await log.seal.sealNow(5_000);
  const asLive = runVerifier([file]);
  expect(asLive).toMatchObject({ status: 1, words: expect.stringContaining("tampered: truncated") });
  expect(await restore(placeAt(await emptyDatabase(), installation), file)).toContain("open-epoch");
});

test("after an older database was put back a new epoch goes on, and the verifier tells the loss first", async () => {
  const installation = await openInstallation();
  const { place, aside, log, signal } = installation;
  const file = path.join(aside, "older.db");
  await backup(place, file);
  await signal("homer@acme.example");
  await log.seal.sealNow(5_000);
  const lost = log.signer.state()?.size;

  const url = await emptyDatabase();
  const older = placeAt(url, installation);
  expect(await restore(older, file)).toContain("open-epoch");
  await expect(openNextEpoch(older, " ")).rejects.toThrow("reason");
  expect(await openNextEpoch(older, "The disk broke")).toContain(`${testLogOrigin}/2`);
  await expect(openNextEpoch(older, "Again")).rejects.toThrow("no epoch is needed");

  const stores = await openStores({ databaseUrl: url, dataKey: new Uint8Array(32) });
  onTestFinished(() => stores.close());
  const [first] = await stores.tree.leaves({ epoch: 2, from: 0, size: 1, limit: 1 });
  expect(first?.entry.type).toBe("epoch.opened");
  const { seal } = log.another();
  await openLog({ stores }, log.signer, seal);
  expect(seal.standing()).toEqual({ state: "sealing" });

  const folder = path.join(aside, "log");
  await exportLog(older, folder);
  const { status, words } = runVerifier([folder]);
  expect(status).toBe(0);
  expect(words.split("\n", 1)[0]).toContain("The disk broke");
  expect(words.split("\n", 1)[0]).toContain(String(lost));
});

test("a source is added without a browser: its secret is printed once, an entry tells it, a wrong name adds nothing", async () => {
  const { place, services } = await openInstallation();
  const said = await addSource(place, { name: "edr-eu", preset: "okta", owner: "Detection" });
  const secret = /^whsec_\S+$/m.exec(said)?.[0] ?? "";
  const stores = await place.openStores();
  onTestFinished(() => stores.close());
  expect(await stores.sources.byName("edr-eu")).toMatchObject({
    secrets: [secret],
    preset: "okta",
    owner: "Detection",
  });
  const entries = await services.stores.log.ofChain("installation", { afterN: 0, limit: 1_000 });
  const told = entries
    .map(({ bytes }) => new TextDecoder().decode(bytes))
    .filter((text) => text.includes("source edr-eu"));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('"administration"');
  expect(told[0]).not.toContain(secret);
  await expect(addSource(place, { name: "edr-eu", preset: "okta" })).rejects.toThrow("already");
  await expect(addSource(place, { name: "Not Good", preset: "okta" })).rejects.toThrow("Nothing was added");
  await expect(addSource(place, { name: "good", preset: "nonsense" })).rejects.toThrow(
    "The presets are auto",
  );
  expect((await stores.sources.all()).map(({ name }) => name)).toEqual(["edr-eu"]);
});
