import { expect, test } from "vitest";
import { z } from "zod";
import type { RequestRecord } from "#lib/ports/records.ts";
import { amountOf, recordProof } from "./test-amount.ts";
import { type Bed, requestOf, withBed } from "./test-bed.ts";
import { Crash, crashAt } from "./test-crash.ts";
import { driveToEnd, endWatches } from "./test-drive.ts";
import { checkLedger, checkPerson } from "./test-invariants.ts";

const calls = z.object({ items: z.array(z.object({ userAgent: z.string().nullable() })) });

interface Scene {
  fault: string | null;
  /** A reactivation whose call was lost stands before the suspension that is carried out. */
  afterLostReactivation?: true;
}

const scenes: Record<string, Scene> = {
  "a plain suspension": { fault: null },
  "a suspension whose answer is lost": { fault: "reset_after_apply" },
  "a suspension whose call is lost": { fault: "reset_before_apply" },
  "a suspension that 1Password refuses": { fault: "last_owner" },
  "a suspension that takes over from a lost reactivation": { fault: null, afterLostReactivation: true },
};

const amount = amountOf("crash-points", 10_000);

test.each(Object.entries(scenes))(
  "%s: killed at any await, it ends as what really happened",
  async (name, scene) => {
    const startedAt = performance.now();
    const points = await withBed({ people: 700, callMs: 2_000 }, async (bed) => {
      const [ana, ines] = [await bed.member("Ana", ["analyst"]), await bed.member("Ines", ["iam_lead"])];
      const subjects = await bed.subjects();
      const approveOnly = { ...bed.services, start: () => undefined };
      for (let k = 1; k <= amount.count; k += 1) {
        const subject = subjects[k - 1];
        if (subject === undefined) throw new Error(`There are more points than people: ${k}.`);
        if (scene.afterLostReactivation) await loseReactivation(bed, { ana, ines, subject });
        const request = await bed.ask(ana, subject.email);
        if (scene.fault !== null) {
          await bed.control("/faults", { match: { op: "suspend", user: subject.id }, fault: scene.fault });
        }
        await bed.decide(ines, request.key, "approve", approveOnly);
        const crashed = await runUntilCrash(bed, { k, subject });
        await checkAfterCrash(bed, request, crashed ?? "nowhere");
        const after = bed.startServices();
        await driveToEnd(bed, subject.id, after);
        await checkPerson(bed, subject.id);
        await checkLedger(bed, subject.id);
        const ended = await bed.byKey(request.key);
        expect(ended.status, `killed ${crashed}`).toBe(
          scene.fault === "last_owner" ? "refused" : "succeeded",
        );
        expect(ended.holdsUser, `killed ${crashed}: the user is free`).toBe(false);
        await bed.control("/faults", undefined, "DELETE");
        await endWatches(bed);
        if (crashed === null) return k - 1;
      }
      return amount.count;
    });
    expect(points).toBeGreaterThan(30);
    recordProof({
      proof: `crash at every await: ${name}`,
      database: expect.getState().testPath ?? "",
      count: points,
      seed: 0,
      ms: performance.now() - startedAt,
      counts: { points },
    });
  },
  amount.timeoutMs,
);

/** Carries everything out as one process that dies at its k-th point; says where, or null when it came to the end. */
async function runUntilCrash(
  bed: Bed,
  { k, subject }: { k: number; subject: { id: string } },
): Promise<string | null> {
  const plan = crashAt(bed.services, k);
  try {
    await driveToEnd(bed, subject.id, plan.services);
  } catch (error) {
    if (plan.crashedAt() === null || !(error instanceof Crash)) throw error;
  }
  return plan.crashedAt();
}

/** Rule 11: without a dispatch mark nothing was sent, and the lease's end shows it; with one it is unknown. */
async function checkAfterCrash(bed: Bed, request: RequestRecord, where: string): Promise<void> {
  const { stores, clock } = bed.services;
  const now = await bed.byKey(request.key);
  const attempts = await stores.requests.attempts(request.id);
  const sent = calls
    .parse(await bed.control(`/ledger/calls?operation=suspend&user=${request.subjectId}`))
    .items.filter(({ userAgent }) => requestOf(userAgent) === request.key);
  expect(sent.length, `killed ${where}: no call without a mark`).toBeLessThanOrEqual(attempts.length);
  if (now.status !== "executing") return;
  const leaseMs = (now.leaseUntil?.getTime() ?? 0) - clock.now().getTime();
  await bed.pass(leaseMs, bed.startServices());
  const status = (await bed.byKey(request.key)).status;
  expect(status, `killed ${where}: after the lease`).toBe(now.markedAt === null ? "approved" : "unknown");
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
