import path from "node:path";
import { expect, test } from "vitest";
import { subjectHolder } from "#lib/use-cases/append-entries.ts";
import { confirmErasure } from "#lib/use-cases/personal-data/confirm-erasure.ts";
import { findBytes, openErasureScene, secrets, verifyAll } from "./test-erasure.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

test("after an erasure by two people no text and no key of the person is found anywhere, and the log is valid", async () => {
  const scene = await openErasureScene();
  const { services, ada, ana, ines, request, wendyId, databaseUrl } = scene;
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  const holder = subjectHolder(request.accountId, wendyId);
  const { key } = await services.stores.keys.forHolder(holder);
  const before = await verifyAll(scene);
  expect(before.answers).toMatchObject(before.answers.map(() => ({ status: 0 })));
  const needles = {
    ...Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, utf8(text)])),
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
  expect(databaseUrl).not.toBe("");
  expect(ana.name).not.toBe("");
});
