import { expect, test } from "vitest";
import { Entry } from "#lib/domain/entry.ts";
import { makePersonActor } from "#lib/domain/actor.ts";
import { LogFault } from "#lib/ports/seal.ts";
import { installationChain } from "./append-entries.ts";
import { writableWhileSealing } from "./log/open-log.ts";
import { recordRead } from "./record-read.ts";
import { openScene } from "./test-scene.ts";

const readCase = { what: "case", key: "IR-1042" } as const;

async function reads({ services }: Awaited<ReturnType<typeof openScene>>) {
  const records = await services.stores.log.ofChain(installationChain, { afterN: 0, limit: 1_000 });
  return records
    .map((record) => Entry.parse(JSON.parse(new TextDecoder().decode(record.bytes))))
    .filter(({ type }) => type === "record.read");
}

test("an auditor's reading is an entry, once per session and record", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  expect(await recordRead(services, aud, readCase)).toBeNull();
  expect(await recordRead(services, aud, readCase)).toBeNull();
  expect(await reads(scene)).toMatchObject([
    { actor: { personId: aud.personId }, facts: { what: "case", key: "IR-1042", record: "case IR-1042" } },
  ]);
  await recordRead(services, aud, { what: "request", key: "REQ-1042" });
  await recordRead(services, makePersonActor({ ...aud, sessionRef: "another" }), readCase);
  expect(await reads(scene)).toHaveLength(3);
});

test("the same record read twice at once is one entry", async () => {
  const scene = await openScene();
  const { services, aud } = scene;
  await Promise.all(Array.from({ length: 5 }, () => recordRead(services, aud, readCase)));
  expect(await reads(scene)).toHaveLength(1);
});

test("who is no auditor reads without an entry", async () => {
  const scene = await openScene();
  for (const actor of [scene.ana, scene.ines]) {
    expect(await recordRead(scene.services, actor, readCase)).toBeNull();
  }
  expect(await reads(scene)).toEqual([]);
});

test("while the log is halted reading goes on, and the page is told that it isn't recorded", async () => {
  const scene = await openScene();
  const { services, aud, log } = scene;
  log.seal.halt(new LogFault("the database is older than what was signed"));
  const halted = { ...services, stores: writableWhileSealing(services.stores, log.seal) };
  expect(await recordRead(halted, aud, readCase)).toContain("is not what was signed last");
  expect(await reads(scene)).toEqual([]);
});
