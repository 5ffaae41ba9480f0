import { writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import Database from "better-sqlite3";
import { subjectHolder } from "#lib/use-cases/append-entries.ts";
import { confirmErasure } from "#lib/use-cases/personal-data/confirm-erasure.ts";
import { runVerifier } from "#lib/commands/admin/run-verifier.ts";
import { viewPersonalData, viewReceipt } from "#lib/use-cases/personal-data/view-personal-data.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";
import { viewAudit } from "#lib/use-cases/view-audit.ts";
import { viewCase } from "#lib/use-cases/view-case.ts";
import { viewUser } from "#lib/use-cases/view-users.ts";
import { readSubject } from "#lib/use-cases/read-subject.ts";
import { openVerifierProgram } from "#lib/adapters/evidence/verifier-program.ts";
import { exportCaseEvidence } from "#lib/use-cases/evidence/export-evidence.ts";
import { verifyPaths } from "#lib/verify/verify.ts";
import { findBytes, openErasureScene, secrets, verifyAll } from "./test-erasure.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

test("after an erasure by two people no text and no key of the person is found anywhere, and the log is valid", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines, request, wendyId } = scene;
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  const holder = subjectHolder(request.accountId, wendyId);
  const { key } = await services.stores.keys.forHolder(holder);
  const before = await verifyAll(scene);
  expect(before.answers).toMatchObject(before.answers.map(() => ({ status: 0 })));
  const needles = {
    ...Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, utf8(text)])),
    // A name in capitals isn't found by the bytes of the one in small letters.
    shouted: utf8(secrets.email.toUpperCase()),
    key,
    keyInBase64: utf8(Buffer.from(key).toString("base64")),
  };
  // What is looked for can be found: before the erasure it is there.
  expect(findBytes({ email: utf8(secrets.email) }, [before.folder])).not.toEqual([]);

  expect(await confirmErasure(services, ada, { id })).toEqual({ swept: true });

  const after = await verifyAll(scene);
  expect(after.answers).toMatchObject(after.answers.map(() => ({ status: 0 })));
  const folders = [
    after.folder,
    ...(after.file === null ? [] : [path.dirname(after.file)]),
    scene.log.folder,
  ];
  expect(findBytes(needles, folders)).toEqual([]);
});

test("after an erasure every page still works, says erased, and a listing doesn't bring the person back", async () => {
  const scene = await openErasureScene();
  const { services, ada, aud, ines, request, wendyId } = scene;
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  await confirmErasure(services, ada, { id });
  expect(await syncDirectory(services)).toMatchObject({ ok: true });
  expect(await services.stores.subjects.byEmail(secrets.email)).toEqual([]);

  const user = await viewUser(services, aud, { userId: wendyId });
  expect(user.subject).toMatchObject({ name: "(erased)", email: "" });
  const seen = await viewCase(services, aud, { key: request.caseKey });
  expect(seen).toMatchObject({ title: "(erased)", closeReason: "(erased)", status: "closed" });
  expect(seen.requests[0]).toMatchObject({ erased: true, reason: "(erased)", status: "succeeded" });
  expect(seen.timeline.filter(({ erased }) => erased).length).toBeGreaterThan(5);
  expect(seen.timeline.map(({ quote }) => quote).filter((quote) => quote !== null)).toEqual([]);
  await viewAudit(services, aud, { q: "", limit: 200, cursor: null });
  expect(await readSubject(services, aud, { userId: wendyId })).toMatchObject({ ok: false, code: "erased" });

  const { receipt, entry } = await viewReceipt(services, aud, { id });
  expect(receipt).toMatchObject({ requests: [request.key], cases: [request.caseKey], packages: 0 });
  expect(Object.fromEntries(receipt.rows)).toMatchObject({
    "directory entry": 1,
    cases: 1,
    notes: 1,
    requests: 1,
    votes: 1,
    signals: 3,
    "shared raw bodies": 1,
    "dead letters": 1,
    "account events": 3,
    keys: 2,
  });
  expect(entry?.chain).toBe("installation");
  const shown = JSON.stringify([
    receipt,
    user,
    seen,
    await viewPersonalData(services, aud, { userId: wendyId }),
  ]);
  for (const text of Object.values(secrets)) expect(shown).not.toContain(text);
});

test.each([
  ["another text in an erased request", "update request set reason = 'Something else'"],
  ["another name in it", "update request set snapshot_name = 'Somebody'"],
  ["a request that was blanked without an erasure", "blank"],
])("the verifier takes an erased request and nothing else: %s", async (_, change) => {
  const scene = await openErasureScene();
  const { services, ada, ines, request } = scene;
  await scene.close(request.caseKey);
  if (change !== "blank") {
    const { id } = await scene.ask(ines);
    await confirmErasure(services, ada, { id });
  }
  const { folder, answers } = await verifyAll(scene);
  expect(answers).toMatchObject(answers.map(() => ({ status: 0 })));
  const backup = path.join(folder, "backup.db");
  const database = new Database(backup);
  database.exec(
    change === "blank"
      ? "update request set reason = '(erased)', payload = x'', snapshot_name = '(erased)', snapshot_email = ''"
      : change,
  );
  database.close();
  const { status, words } = runVerifier([backup, path.join(scene.log.folder, "policy.txt")]);
  expect([status, words]).toEqual([1, expect.stringContaining("not what was approved")]);
});

test("the evidence of an erased person still verifies, and says what can't be read any more", async () => {
  const scene = await openErasureScene();
  const { services, ada, aud, ines, request, log } = scene;
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  await confirmErasure(services, ada, { id });
  await services.seal.sealNow(10_000);
  const maker = { version: "0.0.0", signer: log.signer, verifier: openVerifierProgram(process.cwd()) };
  const { zip, name } = await exportCaseEvidence(services, maker, aud, { key: request.caseKey });
  const file = path.join(log.folder, name);
  writeFileSync(file, zip);
  const { exit, lines } = await verifyPaths([file]);
  expect(exit, lines.join("\n")).toBe(0);
  const shown = Object.values(unzipSync(zip)).map((bytes) => new TextDecoder().decode(bytes));
  for (const text of Object.values(secrets)) expect(shown.some((one) => one.includes(text))).toBe(false);
  expect(shown.some((one) => one.includes("whose keys were destroyed by an erasure"))).toBe(true);
});
