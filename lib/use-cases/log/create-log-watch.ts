import { makeSystemActor, type PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import {
  firstFault,
  type LogVerification,
  type VerificationRun,
  type Verified,
} from "#lib/domain/log-verification.ts";
import type { LogSigner, Seal } from "#lib/ports/seal.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { appendEntries, installationChain } from "#lib/use-cases/append-entries.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";
import { checkLog, type LogCheck } from "./check/check-log.ts";
import { failedDraft, followFault, keepFault } from "./raise-fault.ts";
import { changeVerification, readRun, readVerification, writeRun } from "./verification-state.ts";

const lookEveryMs = 60_000;
const wholeEveryMs = 24 * 3_600_000;
const beatEveryMs = 1_000;
/** A log of so many entries is checked in a moment; the first check of a larger one lets the start pass first. */
const smallLog = 10_000;
const startPassesMs = 5 * 60_000;

/** Sees to it that the product looks at its own log: what is new every minute, everything once a day and on demand. */
export interface LogWatch {
  /** Does what is due. */
  tick(): Promise<void>;
  /** Checks everything now, in the background; who asks while that goes on joins it. */
  verifyWhole(by: PersonActor): Promise<{ joined: boolean }>;
  /** What this process found and the database couldn't take; null where the database has all of it. */
  untold(): Pick<LogVerification, "whole" | "fault"> | null;
  /** A run of this process that the database doesn't know of. */
  ownRun(): VerificationRun | null;
}

type Needs = Pick<Services, "stores" | "clock" | "ids" | "simulated" | "hints" | "start"> & { seal: Seal };

interface WholeRun {
  by: PersonActor | null;
  run: VerificationRun;
  /** The value by which the run is held; null where the database takes none. */
  held: string | null;
}

export function createLogWatch(
  services: Needs,
  signer: LogSigner,
  tell: { fault: (words: string) => void; problem: (error: unknown) => void },
): LogWatch {
  const { stores, clock } = services;
  const bornAt = clock.now().getTime();
  let own: WholeRun | null = null;
  let starting: Promise<{ joined: boolean }> | null = null;
  let untold: Pick<LogVerification, "whole" | "fault"> | null = null;

  async function tick(): Promise<void> {
    if (services.seal.standing().state === "halted") return;
    await followFault(services).catch(tell.problem);
    const known = await readVerification(services);
    if (known.verified !== null) await lookAtNew(known, known.verified);
    if (await isWholeDue(known)) await begin(null);
  }

  async function isWholeDue({ whole }: LogVerification): Promise<boolean> {
    if (own !== null) return false;
    const now = clock.now().getTime();
    if (whole !== null) return now - Date.parse(whole.at) >= wholeEveryMs;
    return now - bornAt >= startPassesMs || (await stores.log.count()) <= smallLog;
  }

  /** The minute's look, by whichever process takes the turn. */
  async function lookAtNew({ turnAt }: LogVerification, from: Verified): Promise<void> {
    const now = clock.now();
    if (turnAt !== null && now.getTime() - Date.parse(turnAt) < lookEveryMs) return;
    try {
      const turn = await changeVerification(services, (before) => {
        if (before.turnAt !== turnAt) throw new Conflict("another process looks");
        return { ...before, turnAt: now.toISOString() };
      });
      await stores.commit([turn.statement]);
    } catch (error) {
      if (error instanceof Conflict) return;
      throw error;
    }
    const result = await checkLog({ services, signer, from, breathe: () => rest(0) });
    const fault = firstFault(result.findings.kept);
    if (fault !== null) {
      if ((await keepFault(services, fault)).isNew) tell.fault(fault.words);
      await followFault(services);
      return;
    }
    await retryOnConflict(async () => {
      const at = clock.now().toISOString();
      const { statement } = await changeVerification(services, (before) => ({
        ...before,
        verified: result.verified && { ...result.verified, at },
      }));
      await stores.commit([statement]);
    });
    services.hints.publish({ kind: "log" });
  }

  /** Starts a whole run in this process, or finds the one that runs already in any. */
  async function begin(by: PersonActor | null): Promise<{ joined: boolean }> {
    if (own !== null) return { joined: true };
    const { text, run: other } = await readRun(services);
    if (other !== null) return { joined: true };
    const now = clock.now().toISOString();
    const run = {
      token: services.ids.next(),
      startedAt: now,
      beatAt: now,
      done: 0,
      total: await stores.log.count(),
    };
    let held: string | null = null;
    try {
      held = await writeRun(services, text, run);
    } catch (error) {
      if (error instanceof Conflict) return { joined: true };
      // On a halted log nothing is written; whoever wants to know how it stands is answered all the same.
      if (!isHalted(error)) throw error;
    }
    own = { by, run, held };
    services.start(() => carryOut(by));
    return { joined: false };
  }

  async function carryOut(by: PersonActor | null): Promise<void> {
    const startedAt = performance.now();
    try {
      const result = await checkLog({ services, signer, from: null, breathe: breatheFor(by) });
      await conclude(by, result, Math.round(performance.now() - startedAt));
    } catch (error) {
      tell.problem(error);
    } finally {
      const held = own?.held ?? null;
      own = null;
      if (held !== null) await writeRun(services, held, null).catch(tell.problem);
      services.hints.publish({ kind: "log" });
    }
  }

  function breatheFor(by: PersonActor | null): (entries: number) => Promise<void> {
    let beatAt = performance.now();
    let pageAt = beatAt;
    return async (entries) => {
      if (performance.now() - beatAt >= beatEveryMs) {
        beatAt = performance.now();
        await beat(entries);
      }
      // Nobody waits for the daily run: it takes half of the time at most.
      await rest(by === null ? performance.now() - pageAt : 0);
      pageAt = performance.now();
    };
  }

  async function beat(done: number): Promise<void> {
    if (own === null) return;
    own.run = { ...own.run, done, beatAt: clock.now().toISOString() };
    if (own.held !== null) own.held = await writeRun(services, own.held, own.run);
    services.hints.publish({ kind: "log" });
  }

  async function conclude(by: PersonActor | null, result: LogCheck, ms: number): Promise<void> {
    const at = clock.now().toISOString();
    const { verified, entries, findings } = result;
    const fault = firstFault(findings.kept);
    const whole = { at, entries, ms, byPersonId: by?.personId ?? null, faults: findings.count };
    const facts = {
      entries: String(entries),
      ms: String(ms),
      ...(verified
        ? { size: String(verified.size), root: verified.root, epoch: String(verified.epoch) }
        : {}),
    };
    if (fault !== null) tell.fault(fault.words);
    untold = { whole, fault: fault && { ...fault, at, paused: false, recorded: false } };
    try {
      if (fault !== null) {
        await keepFault(services, fault);
        await pauseOnly();
      }
      await retryOnConflict(async () => {
        const { statement } = await changeVerification(services, (before) =>
          fault === null
            ? { ...before, whole, verified: verified && { ...verified, at }, fault: null, raised: [] }
            : { ...before, whole, fault: before.fault && { ...before.fault, recorded: true } },
        );
        const draft =
          fault === null
            ? { type: "log.verified" as const, outcome: { result: "succeeded", code: null }, facts }
            : failedDraft(fault, facts);
        const actor = by ?? makeSystemActor("verifier");
        await stores.commit([
          statement,
          ...(await appendEntries(services, actor, installationChain, [draft])),
        ]);
      });
      untold = null;
    } catch (error) {
      tell.problem(error);
    }
    services.hints.publish({ kind: "settings" });
  }

  /** The pause of a fault comes before its entry, and whether or not there can be one. */
  async function pauseOnly(): Promise<void> {
    const { fault } = await readVerification(services);
    if (fault !== null && !fault.paused) await followFault(services, { entry: false });
  }

  return {
    tick,
    async verifyWhole(by) {
      // Two presses at once are one run.
      if (starting !== null) return starting.then(() => ({ joined: true }));
      starting = begin(by).finally(() => {
        starting = null;
      });
      return starting;
    },
    untold: () => untold,
    ownRun: () => (own?.held === null ? own.run : null),
  };
}

/** Lets everything else that waits have its turn, for `ms` or a moment. */
function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms > 0) setTimeout(resolve, ms);
    else setImmediate(resolve);
  });
}

function isHalted(error: unknown): boolean {
  return error instanceof DomainError && error.code === "log_halted";
}
