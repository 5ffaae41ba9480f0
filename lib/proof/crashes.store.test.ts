import { expect, test } from "vitest";
import { z } from "zod";
import type { RequestRecord } from "#lib/ports/records.ts";
import { amountOf, recordProof } from "./test-amount.ts";
import { type Bed, requestOf, withBed } from "./test-bed.ts";
import { Crash, crashAt, type CrashPlan } from "./test-crash.ts";
import { driveToEnd, endWatches } from "./test-drive.ts";
import { checkLedger, checkPerson } from "./test-invariants.ts";

const calls = z.object({ items: z.array(z.object({ userAgent: z.string().nullable() })) });

interface Scene {
  fault: string | null;
  /** The fault is what 1Password always says of this person. */
  refused?: true;
  /** A reactivation whose call was lost stands before the suspension that is carried out. */
  afterLostReactivation?: true;
}

const scenes: Record<string, Scene> = {
  "a plain suspension": { fault: null },
  "a suspension whose answer is lost": { fault: "reset_after_apply" },
  "a suspension whose call is lost": { fault: "reset_before_apply" },
  "a suspension that 1Password refuses": { fault: "last_owner", refused: true },
  "a suspension that takes over from a lost reactivation": { fault: null, afterLostReactivation: true },
};

const amount = amountOf("crash-points", 16);

test.each(Object.entries(scenes))(
  "%s: killed at any await, it ends as what really happened",
  async (name, scene) => {
    const startedAt = performance.now();
    const counted = await withBed({ people: 700, callMs: 2_000 }, async (bed) => {
      const [ana, ines] = [await bed.member("Ana", ["analyst"]), await bed.member("Ines", ["iam_lead"])];
      const subjects = await bed.subjects();
      const approveOnly = { ...bed.services, start: () => undefined };
      const crashAtPoint = async (k: number) => {
        const subject = subjects.pop();
        if (subject === undefined) throw new Error(`There are more points than people: ${k}.`);
        if (scene.afterLostReactivation) await loseReactivation(bed, { ana, ines, subject });
        const request = await bed.ask(ana, subject.email);
        if (scene.fault !== null) {
          const match = { op: "suspend", user: subject.id, ...(scene.refused ? { times: "always" } : {}) };
          await bed.control("/faults", { match, fault: scene.fault });
        }
        await bed.decide(ines, request.key, "approve", approveOnly);
        const plan = await runUntilCrash(bed, { k, subject });
        const where = `killed ${plan.crashedAt() ?? "nowhere"}`;
        const uncertain = await checkAfterCrash(bed, request, where);
        const after = bed.startServices();
        await driveToEnd(bed, subject.id, (ms) => bed.pass(ms, after));
        await checkPerson(bed, subject.id);
        await checkLedger(bed, subject.id);
        const ended = await bed.byKey(request.key);
        // Once an attempt is uncertain a refusal of the next one doesn't settle it: readings do.
        const refused = uncertain ? "failed" : "refused";
        expect(ended.status, where).toBe(scene.refused ? refused : "succeeded");
        expect(ended.holdsUser, `${where}: the user is free`).toBe(false);
        await bed.control("/faults", undefined, "DELETE");
        await endWatches(bed, [subject]);
        return plan.points();
      };
      const points = await crashAtPoint(Number.POSITIVE_INFINITY);
      // All of them when there is time; in the tests every n-th, beginning anywhere.
      const stride = Math.max(1, Math.ceil(points / amount.count));
      let crashes = 0;
      for (let k = 1 + (amount.seed % stride); k <= points; k += stride, crashes += 1) await crashAtPoint(k);
      return { points, crashes };
    });
    expect(counted.points).toBeGreaterThan(30);
    recordProof({
      proof: `crash at every await: ${name}`,
      count: counted.crashes,
      seed: amount.seed,
      ms: performance.now() - startedAt,
      counts: counted,
    });
  },
  amount.timeoutMs,
);

/** Carries everything out as one process that dies at its k-th point, if it has as many. */
async function runUntilCrash(
  bed: Bed,
  { k, subject }: { k: number; subject: { id: string } },
): Promise<CrashPlan> {
  const plan = crashAt(bed.services, k);
  try {
    await driveToEnd(bed, subject.id, (ms) => bed.pass(ms, plan.services));
  } catch (error) {
    if (plan.crashedAt() === null || !(error instanceof Crash)) throw error;
  }
  return plan;
}

/**
 * Rule 11: without a dispatch mark nothing was sent, and the lease's end shows it; with one it is unknown. Says
 * whether the crash left an attempt behind whose answer nobody knows.
 */
async function checkAfterCrash(bed: Bed, request: RequestRecord, where: string): Promise<boolean> {
  const { stores, clock } = bed.services;
  const now = await bed.byKey(request.key);
  const attempts = await stores.requests.attempts(request.id);
  const sent = calls
    .parse(await bed.control(`/ledger/calls?operation=suspend&user=${request.subjectId}`))
    .items.filter(({ userAgent }) => requestOf(userAgent) === request.key);
  expect(sent.length, `${where}: no call without a mark`).toBeLessThanOrEqual(attempts.length);
  if (now.status !== "executing") return false;
  const leaseMs = (now.leaseUntil?.getTime() ?? 0) - clock.now().getTime();
  await bed.pass(leaseMs, bed.startServices());
  const status = (await bed.byKey(request.key)).status;
  expect(status, `${where}: after the lease`).toBe(now.markedAt === null ? "approved" : "unknown");
  return now.markedAt !== null;
}

async function loseReactivation(
  bed: Bed,
  {
    ana,
    ines,
    subject,
  }: Record<"ana" | "ines", Parameters<Bed["decide"]>[0]> & { subject: { id: string; email: string } },
): Promise<void> {
  const suspension = await bed.ask(ana, subject.email);
  await bed.decide(ines, suspension.key);
  await bed.settle();
  const back = await bed.ask(ana, subject.email, "reactivate");
  await bed.control("/faults", {
    match: { op: "reactivate", user: subject.id },
    fault: "reset_before_apply",
  });
  await bed.decide(ines, back.key);
  await bed.settle();
  expect((await bed.byKey(back.key)).status).toBe("unknown");
}
