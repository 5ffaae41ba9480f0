import { expect, onTestFinished, test } from "vitest";
import { openSealCalls } from "#db/seal-calls.ts";
import { openStores } from "#db/open-stores.ts";
import { openScene, wendy } from "#lib/use-cases/test-scene.ts";
import { createAskingSealer } from "./create-asking-sealer.ts";

/** The scene's process has the key; beside it one of the same database without. */
async function openTwo() {
  const scene = await openScene();
  const open = () => {
    const calls = openSealCalls(scene.databaseUrl);
    onTestFinished(() => calls.close());
    return calls;
  };
  const calls = open();
  const faults: string[] = [];
  const worker = createAskingSealer(scene.services, calls, {
    fault: (standing) => faults.push(standing.state),
  });
  /** The process with the key listens from here on. */
  const answer = () => open().answer(() => scene.log.seal.sealSoon());
  return { ...scene, worker, answer, faults };
}

test("a process without the key asks, and goes on once everything it committed is sealed and signed", async () => {
  const { services, worker, answer, ana, ask } = await openTwo();
  await answer();
  const { tree } = services.stores;
  for (let round = 0; round < 3; round += 1) {
    await ask(ana, ["raj.venkataraman@acme.example", wendy, "greta.saarinen@acme.example"][round] ?? wendy);
    const total = await services.stores.log.count();
    await worker.sealNow(5_000);
    expect(await tree.waitingCount()).toBe(0);
    expect((await tree.newestCheckpoint())?.size).toBeGreaterThanOrEqual(total);
  }
});

test("a process without the key carries out what was approved, with every mark sealed before its call", async () => {
  const { services, worker, answer, ana, ines, ask, decide, settle, statusOf, effectsOn, wendyId } =
    await openTwo();
  await answer();
  services.seal = worker;
  const request = await ask(ana, wendy);
  await decide(ines, request.key);
  await settle();
  expect(await statusOf(request.key)).toBe("succeeded");
  expect(await effectsOn(wendyId)).toHaveLength(1);
});

test("where nobody with the key answers it gives up without calling, says so, and goes on once somebody does", async () => {
  const {
    services,
    worker,
    answer,
    faults,
    ana,
    ines,
    ask,
    decide,
    settle,
    pass,
    statusOf,
    effectsOn,
    wendyId,
  } = await openTwo();
  services.seal = { ...worker, sealSoon: () => undefined, sealNow: () => worker.sealNow(200) };
  const request = await ask(ana, wendy);
  await decide(ines, request.key);
  await settle();
  expect(await effectsOn(wendyId)).toEqual([]);
  expect(await statusOf(request.key)).toBe("approved");
  expect(worker.standing()).toMatchObject({
    state: "failing",
    problem: expect.stringContaining("No process that has the log's key sealed within") as string,
  });
  expect(faults).toEqual(["failing"]);
  services.seal = worker;
  await answer();
  await pass(10_000);
  expect(await statusOf(request.key)).toBe("succeeded");
  expect(worker.standing()).toEqual({ state: "sealing" });
});

test("a worker with stores of its own over the same database sees the seal of the other process", async () => {
  const scene = await openTwo();
  const { ana, ask, databaseUrl, services, answer } = scene;
  await answer();
  await ask(ana, wendy);
  const stores = await openStores({ databaseUrl, dataKey: Buffer.alloc(32) });
  const calls = openSealCalls(databaseUrl);
  const own = createAskingSealer({ ...services, stores }, calls, { fault: () => undefined });
  try {
    await own.sealNow(5_000);
    expect(await stores.tree.waitingCount()).toBe(0);
  } finally {
    await calls.close();
    await stores.close();
  }
});
