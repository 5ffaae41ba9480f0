import { expect, test } from "vitest";
import { firstFault } from "#lib/domain/log-verification.ts";
import { leafHashHex } from "#lib/log/hashes.ts";
import type { EntryRecord } from "#lib/ports/records.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { checkLog } from "./check-log.ts";
import { openTamper, type Tamper } from "./test-tamper.ts";

const raj = "raj.venkataraman@acme.example";

/** A request that was carried out, a second case, and everything sealed. */
async function openStory() {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  await scene.decide(scene.ines, request.key);
  await scene.settle();
  await scene.signal(raj);
  await scene.log.seal.sealNow(5_000);
  const check = (from: Parameters<typeof checkLog>[0]["from"] = null) =>
    checkLog({
      services: scene.services,
      signer: scene.log.signer,
      from,
      breathe: () => Promise.resolve(),
    });
  const [, second] = await scene.services.stores.log.ofChain(request.caseKey, { afterN: 0, limit: 2 });
  if (!second) throw new Error("The case has no second entry.");
  return { ...scene, request, second, check, tamper: openTamper(scene.databaseUrl) };
}

test("a log as it was written has no fault, whole and from any place on", async () => {
  const { check, services, ask, ana, log } = await openStory();
  const whole = await check();
  expect(whole.findings.kept).toEqual([]);
  expect(whole.entries).toBe(await services.stores.log.count());
  await ask(ana, raj);
  const waiting = await check(whole.verified);
  expect([waiting.findings.kept, waiting.entries]).toEqual([[], 0]);
  await log.seal.sealNow(5_000);
  const tail = await check(whole.verified);
  expect(tail.findings.kept).toEqual([]);
  expect(tail.verified?.size).toBe(await services.stores.log.count());
});

test("what is written and sealed while the log is checked is no fault", async () => {
  const { check, services, ask, ana, ines, decide, settle, log, signal } = await openStory();
  let pages = 0;
  const checked = await checkLog({
    services,
    signer: log.signer,
    from: null,
    breathe: async () => {
      pages += 1;
      if (pages === 1) {
        const { key } = await ask(ana, raj);
        await log.seal.sealNow(5_000);
        await decide(ines, key);
        await settle();
      }
      await signal(wendy, { title: `Another sign ${pages}` });
      if (pages % 2 === 0) await log.seal.sealNow(5_000);
    },
  });
  expect(pages).toBeGreaterThan(3);
  expect(checked.findings.kept).toEqual([]);
  expect((await check()).findings.kept).toEqual([]);
});

interface Given {
  chain: string;
  key: string;
  second: EntryRecord;
  literal: Tamper["literal"];
}

/** Bytes in which one letter of the type is another. */
function changed({ bytes }: EntryRecord): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString().replace('"v":1', '"v":2'));
}

const tamperings: [name: string, kind: string, words: RegExp, sql: (given: Given) => string][] = [
  [
    "bytes that were changed",
    "leaf_hash",
    /^Entry 2 of IR-\d+ doesn't match its hash\.$/,
    ({ second, literal }) => `update entry set bytes = ${literal(changed(second))} where id = '${second.id}'`,
  ],
  [
    "bytes that were changed with their hash",
    "bytes_form",
    /^Entry 2 of IR-\d+ isn't in the form/,
    ({ second, literal }) =>
      `update entry set bytes = ${literal(changed(second))}, hash = '${leafHashHex(changed(second))}' where id = '${second.id}'`,
  ],
  [
    "a hash that was changed",
    "leaf_hash",
    /^Entry 2 of IR-\d+ doesn't match its hash\.$/,
    ({ second }) => `update entry set hash = '${"0".repeat(64)}' where id = '${second.id}'`,
  ],
  [
    "a column beside the bytes",
    "projection",
    /^Entry 2 of IR-\d+ has another type/,
    ({ second }) => `update entry set type = 'case.closed' where id = '${second.id}'`,
  ],
  [
    "an entry that was taken out",
    "tree_leaf",
    /of the tree is gone\.$/,
    ({ second }) => `delete from entry where id = '${second.id}'`,
  ],
  [
    "an entry that was taken out with its leaf",
    "tree_leaf",
    /^No entry stands at \d+ of the tree\.$/,
    ({ second }) =>
      `delete from tree_leaf where entry_id = '${second.id}'; delete from entry where id = '${second.id}'`,
  ],
  [
    "an entry that was put behind the end of its chain",
    "chain_prev",
    /^Entry \d+ of IR-\d+ doesn't follow the one before it\.$/,
    ({ second, chain }) =>
      `insert into entry (id, chain, n, hash, at, type, request_key, bytes) select 'put-in', chain, (select n + 1 from chain where key = '${chain}'), hash, at, type, request_key, bytes from entry where id = '${second.id}'`,
  ],
  [
    "an entry of a chain that isn't there",
    "chain_gap",
    /^Entry 7 of IR-7 stands in no chain\.$/,
    ({ second }) =>
      `insert into entry (id, chain, n, hash, at, type, request_key, bytes) select 'put-in', 'IR-7', 7, hash, at, type, request_key, bytes from entry where id = '${second.id}'`,
  ],
  [
    "a leaf of the tree",
    "tree_leaf",
    /^Entry 2 of IR-\d+ isn't the one that the tree holds/,
    ({ second }) => `update tree_leaf set hash = '${"1".repeat(64)}' where entry_id = '${second.id}'`,
  ],
  [
    "a node of the tree",
    "tree_node",
    /^A wrong node stands in the tree above the entries 0 to 3\.$/,
    () => `update tree_node set hash = '${"1".repeat(64)}' where level = 2 and idx = 0`,
  ],
  [
    "a node that is gone",
    "tree_node",
    /^A node is missing in the tree above the entries 0 to 1\.$/,
    () => "delete from tree_node where level = 1 and idx = 0",
  ],
  [
    "the root of a checkpoint",
    "root",
    /^The checkpoint of \d+ entries isn't what was signed\.$/,
    () => `update checkpoint set root = '${"1".repeat(64)}' where size = (select max(size) from checkpoint)`,
  ],
  [
    "the note of a checkpoint",
    "signature",
    /^The checkpoint of \d+ entries isn't signed by the log's key\.$/,
    () =>
      "update checkpoint set note = replace(note, '/1', '/7') where size = (select max(size) from checkpoint)",
  ],
  [
    "a checkpoint that an anchor took",
    "root",
    /^The checkpoint of \d+ entries that file took is gone\.$/,
    () =>
      `insert into anchor_receipt (anchor, epoch, size, at) select 'file', epoch, min(size), min(at) from checkpoint group by epoch;
       delete from checkpoint where size = (select min(size) from checkpoint)`,
  ],
  [
    "the end of the log, cut with all that belongs to it",
    "inconsistent",
    /^The database is older than the log/,
    () =>
      `delete from checkpoint where size > 8;
       delete from entry where id in (select entry_id from tree_leaf where idx >= 8);
       delete from tree_leaf where idx >= 8;
       delete from tree_node where (idx + 1) * (case level when 1 then 2 when 2 then 4 when 3 then 8 else 16 end) > 8;
       update tree_head set size = 8, root = (select hash from tree_node where level = 3 and idx = 0);
       delete from chain where not exists (select 1 from entry where entry.chain = chain.key);
       update chain set n = (select max(e.n) from entry e where e.chain = chain.key), sealed_n = (select max(e.n) from entry e where e.chain = chain.key);
       update chain set hash = (select e.hash from entry e where e.chain = chain.key and e.n = chain.n);
       delete from vote; delete from attempt; delete from review; delete from request`,
  ],
  [
    "a chain without its head",
    "chain_gap",
    /^The chain IR-\d+ has no head any more\.$/,
    ({ chain }) => `delete from chain where key = '${chain}'`,
  ],
  [
    "a head that counts more as sealed than is",
    "chain_gap",
    /^Entry \d+ of IR-\d+ is missing\.$/,
    ({ chain }) => `update chain set n = n + 1, sealed_n = sealed_n + 1 where key = '${chain}'`,
  ],
  [
    "the status of a request",
    "projection",
    /^REQ-\d+ has the status approved in the table of requests, and the log says succeeded\.$/,
    ({ key }) => `update request set status = 'approved' where key = '${key}'`,
  ],
  [
    "a receipt of what never was",
    "truncated",
    /^The anchor file took 9,999 entries, and the log has \d+\.$/,
    () =>
      "insert into anchor_receipt (anchor, epoch, size, at) select 'file', 1, 9999, at from checkpoint limit 1",
  ],
];

test.each(tamperings)("in a live database %s is found", async (_name, kind, words, sql) => {
  const { check, tamper, request, second } = await openStory();
  expect((await check()).findings.count).toBe(0);
  const { caseKey: chain, key } = request;
  await tamper.run(sql({ chain, key, second, literal: tamper.literal }));
  const { findings } = await check();
  expect(firstFault(findings.kept)).toMatchObject({ kind, words: expect.stringMatching(words) as string });
});

test("within the new part the same is found by the look at the new part alone", async () => {
  const { check, services, log, ask, ana, tamper, signal } = await openStory();
  const { verified } = await check();
  const request = await ask(ana, raj);
  await log.seal.sealNow(5_000);
  await tamper.run(`update request set status = 'denied' where key = '${request.key}'`);
  expect((await check(verified)).findings.kept).toMatchObject([{ kind: "projection" }]);
  await tamper.run(`update request set status = 'pending' where key = '${request.key}'`);
  expect((await check(verified)).findings.kept).toEqual([]);
  await signal(wendy, { title: "One that waits" });
  await tamper.run(
    `update entry set bytes = ${tamper.literal(Buffer.from("{}"))} where n = (select n from chain where key = '${request.caseKey}') and chain = '${request.caseKey}'`,
  );
  const { findings } = await check(verified);
  expect(firstFault(findings.kept)).toMatchObject({ kind: "leaf_hash", chain: request.caseKey });
  expect(await services.stores.tree.waitingCount()).toBeGreaterThan(0);
});

test("the part that was verified before can't be exchanged behind the next look", async () => {
  const { check, tamper, second, signal, log } = await openStory();
  const { verified } = await check();
  await tamper.run(`update tree_node set hash = '${"1".repeat(64)}' where level = 3 and idx = 0`);
  expect(firstFault((await check(verified)).findings.kept)?.kind).toMatch(/^(root|inconsistent)$/);
  expect(second.n).toBe(2);
  await signal(wendy, { title: "Afterwards" });
  await expect(log.another().seal.sealNow(5_000)).rejects.toThrow("root");
});
