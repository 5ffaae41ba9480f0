import { expect, test } from "vitest";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { openTestWorld } from "#lib/use-cases/test-world.ts";

const demo = makeSystemActor("demo");

async function openWriting() {
  const world = await openTestWorld();
  const { stores } = world.services;
  const write = async (entries: number) => {
    const drafts = Array.from({ length: entries }, () => ({ type: "session.started" as const }));
    await stores.commit(await appendEntries(world.services, demo, "installation", drafts));
  };
  return { ...world, write, waiting: () => stores.tree.waitingCount() };
}

test("what waits is sealed within 2 s, and not at once", async () => {
  const { log, write, waiting, pass } = await openWriting();
  await log.seal.sealNow(5_000);
  await write(3);
  await log.seal.tick();
  expect(await waiting()).toBe(3);
  await pass(1_000);
  await log.seal.tick();
  expect(await waiting()).toBe(3);
  await pass(900);
  await log.seal.tick();
  expect(await waiting()).toBe(0);
});

test("256 entries are sealed without waiting for the time", async () => {
  const { log, write, waiting } = await openWriting();
  await log.seal.sealNow(5_000);
  await write(255);
  await log.seal.tick();
  expect(await waiting()).toBe(255);
  await write(1);
  await log.seal.tick();
  expect(await waiting()).toBe(0);
});

test("something that stands where the next seal has to go is told, and tried for no longer than a race", async () => {
  const { log, write, services } = await openWriting();
  await write(1);
  await log.seal.sealNow(5_000);
  await write(1);
  const { stores } = services;
  const [last] = await stores.log.ofChain("installation", { afterN: 0, limit: 1 });
  const head = await stores.tree.head();
  if (!last || !head) throw new Error("Nothing is sealed.");
  const [put] = stores.tree
    .grow({
      before: head,
      after: head,
      leaves: [{ index: head.size, entry: { ...last, id: "put-in" } }],
      nodes: [],
    })
    .slice(1, 2);
  if (put) await stores.commit([put]);
  await expect(log.seal.sealNow(20_000)).rejects.toThrow("conflict");
  expect(log.seal.standing()).toMatchObject({ state: "failing" });
});
