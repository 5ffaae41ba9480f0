import { writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { nobody } from "#lib/domain/signal.ts";
import { expect, test } from "vitest";
import { openVerifierProgram } from "#lib/adapters/evidence/verifier-program.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { linkSignal } from "#lib/use-cases/link-signal.ts";
import { verifyPaths } from "#lib/verify/verify.ts";
import { openTamper } from "#lib/use-cases/log/check/test-tamper.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { mostEntries } from "./collect-entries.ts";
import { exportCaseEvidence, exportPeriodEvidence } from "./export-evidence.ts";

async function openStory() {
  const scene = await openScene();
  const { ana, ines, services, settle, log } = scene;
  const maker = { version: "0.0.0", signer: log.signer, verifier: openVerifierProgram(process.cwd()) };
  const request = await scene.ask(ana, wendy);
  await scene.decide(ines, request.key);
  await settle();
  await services.seal.sealNow(5_000);
  return { ...scene, maker, request };
}

const textOf = (files: Record<string, Uint8Array>, name: string) => new TextDecoder().decode(files[name]);

test("the evidence of a case made again from the same head is the same, byte for byte", async () => {
  const { services, maker, aud, request } = await openStory();
  const head = await services.stores.tree.newestCheckpoint();
  const first = await exportCaseEvidence(services, maker, aud, { key: request.caseKey });
  await services.seal.sealNow(5_000);
  const again = await exportCaseEvidence(services, maker, aud, { key: request.caseKey, size: head?.size });
  expect(again.sha256).toBe(first.sha256);
  expect(again.name).toBe(first.name);
  const newer = await exportCaseEvidence(services, maker, aud, { key: request.caseKey });
  expect(newer.sha256).not.toBe(first.sha256);
});

test("a package says who asked, who approved and what changed, and its export is an entry", async () => {
  const { services, maker, aud, request } = await openStory();
  const { zip, sha256 } = await exportCaseEvidence(services, maker, aud, { key: request.caseKey });
  const files = unzipSync(zip);
  const report = textOf(files, "report.html");
  for (const words of ["Ana Ruiz", "Ines Lindqvist", "SUSPENDED", "Token used from two countries"]) {
    expect(report).toContain(words);
  }
  expect(Object.keys(files)[0]).toBe("manifest.json");
  const [entry] = (await services.stores.log.recent({ limit: 1, cursor: null })).items;
  expect(entry?.type).toBe("evidence.exported");
  expect(new TextDecoder().decode(entry?.bytes)).toContain(sha256);
});

test("a period holds every entry between its first and its last place", async () => {
  const { services, maker, aud } = await openStory();
  const now = services.clock.now().getTime();
  const period = { from: new Date(now - 3_600_000), to: new Date(now + 3_600_000) };
  const { zip } = await exportPeriodEvidence(services, maker, aud, period);
  const lines = textOf(unzipSync(zip), "timeline.jsonl").trim().split("\n");
  const places = lines.map((line) => (JSON.parse(line) as { index: number }).index);
  expect(places).toEqual(places.map((_, place) => (places[0] ?? 0) + place));
  const size = (await services.stores.tree.newestCheckpoint())?.size;
  expect(places).toHaveLength(size ?? 0);
});

test("a signal that was linked by hand, and so has two entries, lies in a period once", async () => {
  const scene = await openStory();
  const { services, maker, ana, aud, wendyId } = scene;
  const { signalId } = await scene.signal("", { subject: { ...nobody, username: "somebody" } });
  await linkSignal(services, ana, { signalId, userId: wendyId });
  await services.seal.sealNow(5_000);
  const now = services.clock.now().getTime();
  const period = { from: new Date(now - 3_600_000), to: new Date(now + 3_600_000) };
  const { zip, name } = await exportPeriodEvidence(services, maker, aud, period);
  const file = path.join(scene.log.folder, name);
  writeFileSync(file, zip);
  const { exit, lines } = await verifyPaths([file]);
  expect(exit, lines.join("\n")).toBe(0);
});

test("an analyst gets no evidence, and there is none of a size that nobody signed", async () => {
  const { services, maker, ana, aud, request } = await openStory();
  await expect(exportCaseEvidence(services, maker, ana, { key: request.caseKey })).rejects.toMatchObject({
    code: "role_missing",
  });
  await expect(
    exportCaseEvidence(services, maker, aud, { key: request.caseKey, size: 1_000_000 }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("no package is made of entries that are not what was sealed", async () => {
  const { services, maker, aud, request, databaseUrl } = await openStory();
  const { run, literal } = openTamper(databaseUrl);
  const forged = literal(new TextEncoder().encode('{"v":1}'));
  await run(`update entry set bytes = ${forged} where chain = '${request.caseKey}' and n = 1`);
  await expect(exportCaseEvidence(services, maker, aud, { key: request.caseKey })).rejects.toMatchObject({
    code: "evidence_broken",
  });
  const [newest] = (await services.stores.log.recent({ limit: 1, cursor: null })).items;
  expect(newest?.type).not.toBe("evidence.exported");
});

test("a period that holds too much is refused with the way to the whole log", async () => {
  const { services, maker, aud } = await openStory();
  const drafts = Array.from({ length: 2_000 }, () => ({ type: "setting.changed" as const }));
  for (let written = 0; written < mostEntries; written += drafts.length) {
    const actor = makeSystemActor("administration");
    await services.stores.commit(await appendEntries(services, actor, installationChain, drafts));
  }
  await services.seal.sealNow(60_000);
  const now = services.clock.now().getTime();
  const period = { from: new Date(now - 3_600_000), to: new Date(now + 3_600_000) };
  await expect(exportPeriodEvidence(services, maker, aud, period)).rejects.toMatchObject({
    code: "evidence_too_large",
  });
});
