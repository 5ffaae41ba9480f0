import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { appendLeaves, emptyFrontier, rootOf } from "#lib/log/merkle.ts";
import { verifyConsistency } from "#lib/log/merkle-proofs.ts";
import { consistencyProof } from "#lib/log/merkle-proofs.ts";
import { openNote, parseVkey } from "#lib/log/signed-note.ts";
import type { LogSigner } from "#lib/ports/seal.ts";
import type { TreeStore } from "#lib/ports/tree-store.ts";
import { pauseExecution } from "#lib/use-cases/pause-execution.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { anchorLog } from "./anchor-log.ts";
import { openLog, writableWhileSealing } from "./open-log.ts";
import { sealLog } from "./seal-log.ts";
import { testLogOrigin } from "./test-log.ts";

const origin = `${testLogOrigin}/1`;

async function everyLeaf(tree: TreeStore) {
  const head = await tree.head();
  if (!head) return [];
  return tree.leaves({ epoch: head.epoch, from: 0, size: head.size, limit: 10_000 });
}

/** Everything that was written stands in the tree once, in an order that its chains agree with, under its root. */
async function checkTree(tree: TreeStore, signer: LogSigner, expected: number) {
  const leaves = await everyLeaf(tree);
  expect(leaves.map(({ index }) => index)).toEqual(leaves.map((_, place) => place));
  expect(new Set(leaves.map(({ entry }) => entry.id)).size).toBe(expected);
  const seen = new Map<string, number>();
  for (const { entry } of leaves) {
    expect(entry.n).toBe((seen.get(entry.chain) ?? 0) + 1);
    seen.set(entry.chain, entry.n);
  }
  const { frontier } = appendLeaves(
    emptyFrontier,
    leaves.map(({ entry }) => entry.hash),
  );
  const signed = await tree.newestCheckpoint();
  const verifier = parseVkey(signer.vkey(origin));
  const opened = verifier && openNote(signed?.note ?? "", [verifier]);
  expect(opened && parseCheckpoint(opened.text)).toEqual({
    origin,
    size: expected,
    root: rootOf(frontier),
  });
  expect(signer.state()).toEqual({ origin, size: expected, root: rootOf(frontier) });
}

test("once sealed, every entry stands in the tree, and the newest checkpoint covers it", async () => {
  const { services, log, ana, ines, ask, decide, settle } = await openScene();
  const request = await ask(ana, wendy);
  await decide(ines, request.key);
  await settle();
  await log.seal.sealNow(5_000);
  expect(await services.stores.tree.waitingCount()).toBe(0);
  await checkTree(services.stores.tree, log.signer, await services.stores.log.count());
});

test("two processes that seal at the same moment take no entry twice and lose none", async () => {
  const { services, log, ana, ask } = await openScene();
  const other = log.another();
  for (let round = 0; round < 4; round += 1) {
    await ask(ana, wendy).catch(() => undefined);
    await Promise.all([log.seal.sealNow(5_000), other.seal.sealNow(5_000), log.seal.sealNow(5_000)]);
  }
  expect(log.seal.standing()).toEqual({ state: "sealing" });
  await checkTree(services.stores.tree, log.signer, await services.stores.log.count());
});

test("who asks to seal while a round runs gets a round that saw what they committed", async () => {
  const { services, log, ana, signal, ask } = await openScene();
  const first = log.seal.sealNow(5_000);
  const request = await ask(ana, wendy);
  await log.seal.sealNow(5_000);
  await first;
  await signal("homer@acme.example");
  const entries = await services.stores.log.ofChain(request.caseKey, { afterN: 0, limit: 100 });
  const places = await services.stores.tree.places(entries.map(({ id }) => id));
  expect(entries.every(({ id }) => places.has(id))).toBe(true);
});

test("a decision is sealed at once, also the first of two, and one whose call can't leave", async () => {
  const { services, log, ana, ines, ivo, ask, decide, settle, control, wendyId } = await openScene();
  const waiting = () => services.stores.tree.waitingCount();
  await control(`/users/${wendyId}`, { state: "SUSPENDED" });
  const back = await ask(ana, wendy, "reactivate");
  await decide(ines, back.key);
  await settle();
  expect(await waiting()).toBe(0);
  await pauseExecution(services, ivo, { reason: "A false alarm" });
  await log.seal.sealNow(5_000);
  await decide(ivo, back.key);
  await settle();
  expect(await waiting()).toBe(0);
});

test("who may wait shares a round that begins meanwhile, and it covers what they committed", async () => {
  const { services, log, ana, ask, settle } = await openScene();
  await ask(ana, wendy);
  log.seal.sealSoon(3_600_000);
  await log.seal.sealNow(5_000);
  // It ends with that round, not in an hour.
  await settle();
  expect(await services.stores.tree.waitingCount()).toBe(0);
});

test("a sealer that dies after any step is continued by the next one, and nothing is signed twice", async () => {
  for (const deadly of ["grow", "remember", "sign"] as const) {
    const { services, log, ana, ask } = await openScene();
    await log.seal.sealNow(5_000);
    await ask(ana, wendy);
    const dying: LogSigner = {
      ...log.signer,
      remember: (state) => {
        if (deadly === "grow") throw new Error("killed after the tree had grown");
        log.signer.remember(state);
        if (deadly === "remember") throw new Error("killed after the signer knew");
      },
      sign: () => {
        throw new Error("killed before the checkpoint was stored");
      },
    };
    const round = sealLog(services, dying, { frontier: null });
    await expect(round).rejects.toThrow("killed");
    await log.seal.sealNow(5_000);
    await checkTree(services.stores.tree, log.signer, await services.stores.log.count());
  }
});

test("every checkpoint extends every one before it", async () => {
  const { services, log, ana, ask } = await openScene();
  const { tree } = services.stores;
  const signed = [];
  for (let round = 0; round < 3; round += 1) {
    await ask(ana, wendy).catch(() => undefined);
    await log.seal.sealNow(5_000);
    signed.push(await tree.newestCheckpoint());
  }
  const readNode = async (level: number, index: number) => (await tree.nodes(1, [{ level, index }]))[0] ?? "";
  for (const [place, newer] of signed.entries()) {
    for (const older of signed.slice(0, place)) {
      if (!older || !newer) throw new Error("A checkpoint is missing.");
      const proof = await consistencyProof({ from: older.size, to: newer.size, readNode });
      const input = { size1: older.size, size2: newer.size, root1: older.root, root2: newer.root, proof };
      expect(verifyConsistency(input)).toBe(true);
    }
  }
});

test("on a database older than what was signed nothing is written any more, and reading goes on", async () => {
  const { services, log, ana, ask, signal } = await openScene();
  const request = await ask(ana, wendy);
  await log.seal.sealNow(5_000);
  const state = log.signer.state();
  // As after a restore: the signer knows more than the database holds.
  log.signer.remember({ origin, size: (state?.size ?? 0) + 7, root: state?.root ?? "" });
  const restarted = log.another();
  await openLog(services, restarted.signer, restarted.seal);
  expect(restarted.seal.standing()).toMatchObject({
    state: "halted",
    problem: expect.stringContaining("older"),
  });
  const stores = writableWhileSealing(services.stores, restarted.seal);
  await expect(stores.commit([])).rejects.toMatchObject({ code: "log_halted" });
  await expect(restarted.seal.sealNow(1_000)).rejects.toThrow("older");
  expect(await stores.requests.byKey(request.key)).not.toBeNull();
  await signal(wendy);
  expect((await services.stores.tree.newestCheckpoint())?.size).toBe(state?.size);
});

test("another history of the same size, and a signer that forgot, are noticed at the start", async () => {
  const { services, log, ana, ask } = await openScene();
  await ask(ana, wendy);
  await log.seal.sealNow(5_000);
  const file = path.join(log.folder, "signer-state.json");
  const kept = readFileSync(file, "utf8");
  const state = log.signer.state();
  for (const [content, words] of [
    [JSON.stringify({ ...state, root: "0".repeat(64) }), "another history"],
    [JSON.stringify({ ...state, origin: `${testLogOrigin}/4` }), "doesn't hold the log"],
    ["{}", "can't be read"],
  ] as const) {
    writeFileSync(file, content);
    const { signer, seal } = log.another();
    await openLog(services, signer, seal);
    expect(seal.standing()).toMatchObject({ state: "halted", problem: expect.stringContaining(words) });
  }
  writeFileSync(file, kept);
  const { signer, seal } = log.another();
  await openLog(services, signer, seal);
  expect(seal.standing()).toEqual({ state: "sealing" });
});

test("while the log can't be sealed nothing is sent; the approved request goes out once it can", async () => {
  const { services, log, ana, ines, ask, decide, settle, pass, effectsOn, statusOf, wendyId } =
    await openScene();
  const request = await ask(ana, wendy);
  const { sealNow } = log.seal;
  log.seal.sealNow = () => Promise.reject(new Error("the disk is full"));
  await decide(ines, request.key);
  await settle();
  expect(await statusOf(request.key)).toBe("approved");
  expect(await effectsOn(wendyId)).toEqual([]);
  log.seal.sealNow = sealNow;
  await pass(10_000);
  expect(await statusOf(request.key)).toBe("succeeded");
  expect(await effectsOn(wendyId)).toHaveLength(1);
  expect(await services.stores.tree.waitingCount()).toBeGreaterThanOrEqual(0);
});

test("an anchor gets each newest checkpoint once, and one that refuses is offered it again", async () => {
  const { services, log, ana, ask } = await openScene();
  await ask(ana, wendy);
  await log.seal.sealNow(5_000);
  const taken: string[] = [];
  let isDown = true;
  const anchor = {
    name: "collector",
    place: "https://siem.example",
    take: (note: string) => {
      if (isDown) return Promise.reject(new Error("unreachable"));
      taken.push(note);
      return Promise.resolve();
    },
  };
  expect(await anchorLog(services, [anchor])).toMatchObject([{ anchor: "collector" }]);
  isDown = false;
  expect(await anchorLog(services, [anchor])).toEqual([]);
  expect(await anchorLog(services, [anchor])).toEqual([]);
  expect(taken).toEqual([(await services.stores.tree.newestCheckpoint())?.note]);
  expect(await services.stores.tree.receipts()).toMatchObject([{ anchor: "collector" }]);
});
