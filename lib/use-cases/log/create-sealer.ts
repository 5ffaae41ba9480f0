import { LogFault, type LogSigner, type Seal, type SealStanding, SignerBusy } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import { isLostRace, sealLog, type SealMemory } from "./seal-log.ts";

export interface Sealer extends Seal {
  /** One look at what waits, by the clock of the background work. */
  tick(): Promise<void>;
  /** Stops all writing from now on. */
  halt(fault: LogFault): void;
}

/**
 * Seals for one process. Who asks while a round runs waits for the next one, which reads what was committed by then;
 * all who ask meanwhile share it.
 */
export function createSealer(
  services: Pick<Services, "stores" | "clock" | "start">,
  signer: LogSigner,
  tell: { fault: (standing: SealStanding) => void },
): Sealer {
  const memory: SealMemory = { frontier: null };
  let standing: SealStanding = { state: "sealing" };
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  /** Told when a round begins: it covers what was committed until then. */
  const patient = new Set<() => void>();

  async function round(): Promise<void> {
    if (standing.state === "halted") throw new LogFault(standing.problem);
    try {
      while ((await sealLog(services, signer, memory)).more);
      standing = { state: "sealing" };
    } catch (error) {
      memory.frontier = null;
      // Another process was faster; whoever waits tries again and finds their entry taken, or takes it.
      if (isLostRace(error)) return round();
      note(error);
      throw error;
    }
  }

  function note(error: unknown): void {
    if (error instanceof LogFault) halt(error);
    else if (standing.state !== "failing" && !(error instanceof SignerBusy)) {
      standing = { state: "failing", since: services.clock.now(), problem: wordsOf(error) };
      tell.fault(standing);
    }
  }

  function halt(fault: LogFault): void {
    if (standing.state === "halted") return;
    standing = { state: "halted", since: services.clock.now(), problem: fault.message };
    tell.fault(standing);
  }

  function run(): Promise<void> {
    if (running === null) {
      for (const begin of patient) begin();
      running = round().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      });
    return next;
  }

  /** The next round, whoever asks for it, and one of its own when none has begun by then. */
  async function runWithin(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<"begun" | "late">();
    const begin = () => resolve("begun");
    const timer = setTimeout(() => resolve("late"), ms);
    patient.add(begin);
    const how = await promise;
    patient.delete(begin);
    clearTimeout(timer);
    return how === "begun" && running !== null ? running : run();
  }

  return {
    sealNow: (withinMs) => within(run(), withinMs),
    sealSoon: (withinMs) =>
      services.start(() => (withinMs === undefined ? run() : runWithin(withinMs)).catch(() => undefined)),
    standing: () => standing,
    halt,
    async tick() {
      if (standing.state === "halted") return;
      if ((await services.stores.tree.waitingCount()) > 0 || standing.state === "failing") {
        await run().catch(() => undefined);
      }
    },
  };
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`The log was not sealed within ${ms} ms.`)), ms);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
