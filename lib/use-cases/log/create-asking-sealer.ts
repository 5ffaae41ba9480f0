import type { SealCalls, SealStanding } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Sealer } from "./create-sealer.ts";

type Needs = Pick<Services, "stores" | "clock" | "start">;

const soonWithinMs = 10_000;

/**
 * Stands for the sealer in a process that hasn't the log's key: it asks whoever has it, and waits until everything that
 * was committed by then is covered by a signed checkpoint. It never seals, so it never halts either: without an answer
 * nothing leaves.
 */
export function createAskingSealer(
  services: Needs,
  calls: SealCalls,
  tell: { fault: (standing: SealStanding) => void },
): Sealer {
  const { tree } = services.stores;
  let standing: SealStanding = { state: "sealing" };

  async function sealNow(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    const waiting = await tree.waitingChains();
    await calls.ask();
    let needed: { epoch: number; size: number } | null = null;
    for (;;) {
      if (needed === null && (await areIndexed(waiting))) needed = await tree.head();
      if (needed !== null && (await isSigned(needed))) {
        standing = { state: "sealing" };
        return;
      }
      const leftMs = until - performance.now();
      if (leftMs <= 0) return giveUp(withinMs);
      await calls.nextLook(leftMs);
    }
  }

  async function areIndexed(waiting: readonly { key: string; n: number }[]): Promise<boolean> {
    const sealed = await tree.sealedNumbers(waiting.map(({ key }) => key));
    return waiting.every(({ key, n }) => (sealed.get(key) ?? 0) >= n);
  }

  async function isSigned(needed: { epoch: number; size: number }): Promise<boolean> {
    const newest = await tree.newestCheckpoint();
    if (newest === null) return false;
    return newest.epoch > needed.epoch || (newest.epoch === needed.epoch && newest.size >= needed.size);
  }

  function giveUp(withinMs: number): never {
    const problem = `No process that has the log's key sealed within ${Math.round(withinMs / 1_000)} s. Nothing was sent; it is tried again. Look whether the console runs and what its banner says.`;
    if (standing.state === "sealing") {
      standing = { state: "failing", since: services.clock.now(), problem };
      tell.fault(standing);
    }
    throw new Error(problem);
  }

  return {
    sealNow,
    sealSoon: () => services.start(() => sealNow(soonWithinMs).catch(() => undefined)),
    standing: () => standing,
    tick: () => Promise.resolve(),
    halt: () => undefined,
  };
}
