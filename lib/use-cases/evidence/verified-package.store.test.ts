import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { expect, onTestFinished, test } from "vitest";
import { openVerifierProgram } from "#lib/adapters/evidence/verifier-program.ts";
import { createFileAnchor } from "#lib/adapters/evidence/file-anchor.ts";
import { writeZip } from "#lib/evidence/zip.ts";
import { anchorLog } from "#lib/use-cases/log/anchor-log.ts";
import { verifyPaths } from "#lib/verify/verify.ts";
import { exportCaseEvidence, exportPeriodEvidence } from "./export-evidence.ts";
import { openBusyScene } from "./test-busy-scene.ts";

async function openPackages() {
  const scene = await openBusyScene();
  const { services, log, aud } = scene;
  await services.seal.sealNow(10_000);
  await anchorLog(services, [createFileAnchor(path.join(log.folder, "anchors"))]);
  await scene.pass(60_000);
  const maker = { version: "0.0.0", signer: log.signer, verifier: openVerifierProgram(process.cwd()) };
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-package-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const verify = async (zip: Uint8Array) => {
    const file = path.join(folder, "package.zip");
    writeFileSync(file, zip);
    return verifyPaths([file, path.join(log.folder, "anchors", "checkpoints.jsonl")]);
  };
  const ofCase = async (key: string) => (await exportCaseEvidence(services, maker, aud, { key })).zip;
  const ofAll = async () => {
    const now = services.clock.now().getTime();
    const period = { from: new Date(now - 86_400_000), to: new Date(now + 86_400_000) };
    return (await exportPeriodEvidence(services, maker, aud, period)).zip;
  };
  return { ...scene, verify, ofCase, ofAll };
}

test("the offline verifier, which shares no code, finds every package valid, also across epochs", async () => {
  const { chains, verify, ofCase, ofAll } = await openPackages();
  const cases = [...(await chains()).keys()].filter((key) => key.startsWith("IR-"));
  expect(cases.length).toBeGreaterThan(2);
  for (const key of cases) {
    const { exit, lines } = await verify(await ofCase(key));
    expect(exit, `${key}: ${lines.join("\n")}`).toBe(0);
  }
  const { exit, lines } = await verify(await ofAll());
  expect(exit, lines.join("\n")).toBe(0);
});

test("whatever file of a package is changed, the verifier says so", async () => {
  const { chains, verify, ofCase } = await openPackages();
  const [key = ""] = [...(await chains()).keys()].filter((one) => one.startsWith("IR-"));
  const files = unzipSync(await ofCase(key));
  // One of each kind: that every byte of every file counts is the verifier's own test.
  const kinds = new Map(Object.keys(files).map((name) => [name.replace(/\/.*\./, "/*."), name]));
  for (const name of kinds.values()) {
    const changed = Object.entries(files).map(([file, bytes]) => {
      const copy = Uint8Array.from(bytes);
      const middle = Math.floor(copy.length / 2);
      if (file === name) copy[middle] = (copy[middle] ?? 0) ^ 1;
      return { path: file, bytes: copy };
    });
    const { exit } = await verify(writeZip(changed));
    expect(exit, name).toBe(1);
  }
});
