import { LogFault, type LogSigner, type Seal, type SealStanding, SignerBusy } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import { isLostRace, requireRightLog, sealLog, type SealMemory } from "./seal-log.ts";

/** What waits is sealed once it is so many, or once it has waited so long: within 2 s, a look and the seal included. */
const sealAtCount = 256;
const sealAfterMs = 1_700;
/** How often a log that was halted is looked at again: somebody may have put it right. */
const lookAgainMs = 5_000;
/** Losing so many races in a row is none any more: something stands where the next seal has to go. */
const mostRaces = 20;

export interface Sealer extends Seal {
  /** One look at what waits, to be repeated several times a second. */
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
  tell: { fault: (standing: SealStanding) => void; sealed?: () => void },
): Sealer {
  const memory: SealMemory = { frontier: null };
  let standing: SealStanding = { state: "sealing" };
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  /** Told when a round begins: it covers what was committed until then. */
  const patient = new Set<() => void>();
  let waitsSince: number | null = null;
  let lookedAt = 0;

  async function round(): Promise<void> {
    if (standing.state === "halted") throw new LogFault(standing.problem);
    try {
      await seal();
      standing = { state: "sealing" };
    } catch (error) {
      note(error);
      throw error;
    }
  }

  async function seal(): Promise<void> {
    for (let lost = 0; ; lost += 1) {
      try {
        let signed = false;
        for (let more = true; more;) {
          const done = await sealLog(services, signer, memory);
          more = done.more;
          signed ||= done.signed;
        }
        if (signed) tell.sealed?.();
        return;
      } catch (error) {
        memory.frontier = null;
        // Another process was faster; whoever waits tries again and finds their entry taken, or takes it.
        if (!isLostRace(error) || lost >= mostRaces) throw error;
      }
    }
  }

  /** Goes on by itself once the log is what was signed last: the right database is back, or an epoch was opened. */
  async function lookAgain(): Promise<void> {
    const now = services.clock.now().getTime();
    if (now - lookedAt < lookAgainMs) return;
    lookedAt = now;
    try {
      await requireRightLog(services.stores.tree, signer);
      await seal();
      standing = { state: "sealing" };
      tell.fault(standing);
    } catch {
      // It stays as it was told.
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
      if (standing.state === "halted") return lookAgain();
      const waiting = await services.stores.tree.waitingCount();
      if (waiting === 0 && standing.state === "sealing") {
        waitsSince = null;
        return;
      }
      const now = services.clock.now().getTime();
      waitsSince ??= now;
      const isDue = waiting >= sealAtCount || now - waitsSince >= sealAfterMs;
      if (!isDue && standing.state === "sealing") return;
      waitsSince = null;
      await run().catch(() => undefined);
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
