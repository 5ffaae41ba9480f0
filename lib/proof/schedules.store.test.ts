import fc from "fast-check";
import { expect, test } from "vitest";
import { DomainError } from "#lib/domain/errors.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import { amountOf, recordProof } from "./test-amount.ts";
import { type Bed, withBed } from "./test-bed.ts";
import { driveToEnd, endWatches } from "./test-drive.ts";
import { checkLedger, checkPerson } from "./test-invariants.ts";
import { actionFault, type CallFault, readFault } from "./test-schedule.ts";

const callMs = 120;
const perBed = 40;

/** One request of the schedule: what goes wrong with each of its calls, and how long until somebody asks for the next. */
const turn = fc.record({
  action: fc.constantFrom("suspend" as const, "reactivate" as const),
  calls: fc.array(actionFault(callMs * 2), { minLength: 1, maxLength: 3 }),
  reads: fc.array(readFault(), { maxLength: 4 }),
  waitsMs: fc.array(fc.constantFrom(0, 1_000, 2_000, 5_000, 15_000, 30_000, 61_000, 106_000), {
    minLength: 1,
    maxLength: 5,
  }),
});
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

const amount = amountOf("fault-schedules", 100);

test(
  "whatever becomes of the calls, the end is what the ledger says, or a person is asked to look",
  async () => {
    const startedAt = performance.now();
    const tally = { agrees: 0, needs_attention: 0, landedLate: 0, requests: 0 };
    let done = 0;
    // A fresh world now and then, so that neither people nor memory run out; each schedule has its own person.
    for (; done < amount.count; done += perBed) {
      await withBed({ people: 120, callMs }, async (bed) => {
        const people = await bed.subjects();
        const crew = { ana: await bed.member("Ana", ["analyst"]), leads: [] as PersonActor[] };
        for (const name of ["Ines", "Ivo"]) crew.leads.push(await bed.member(name, ["iam_lead"]));
        await fc.assert(
          fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 4 }), async (turns) => {
            const subject = people.pop();
            if (subject === undefined) throw new Error("There are more schedules than people.");
            const ran = await runSchedule(bed, { turns, subject, crew });
            tally[ran.end] += 1;
            tally.landedLate += ran.landed;
            tally.requests += ran.requests;
          }),
          {
            numRuns: Math.min(perBed, amount.count - done),
            seed: amount.seed + done,
            // A shrunken schedule needs people too.
            endOnFailure: true,
          },
        );
      });
    }
    recordProof({
      proof: "fault schedules against the ledger",
      count: amount.count,
      seed: amount.seed,
      ms: performance.now() - startedAt,
      counts: tally,
    });
    expect(tally.agrees).toBeGreaterThan(amount.count / 3);
  },
  amount.timeoutMs,
);

interface Landing {
  atMs: number;
}

async function runSchedule(
  bed: Bed,
  input: {
    turns: Turn[];
    subject: { id: string; email: string };
    crew: { ana: PersonActor; leads: PersonActor[] };
  },
): Promise<{ end: "agrees" | "needs_attention"; landed: number; requests: number }> {
  const { turns, subject } = input;
  const landings: Landing[] = [];
  let landed = 0;
  let requests = 0;
  /** Lets time go on as far as the next landing and no further, so that it lands when the schedule says. */
  const pass = async (ms: number) => {
    const untilMs = bed.nowMs() + ms;
    for (;;) {
      const next = landings.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      landings.splice(landings.indexOf(next), 1);
      bed.shift(Math.max(0, next.atMs - bed.nowMs()));
      await bed.control("/held", { user: subject.id });
      landed += 1;
    }
    await bed.pass(Math.max(0, untilMs - bed.nowMs()));
  };
  for (const { action, calls, reads, waitsMs } of turns) {
    await arm(bed, { subject, op: action, faults: calls });
    const sentAtMs = bed.nowMs();
    const asked = await askAndApprove(bed, { ...input, action });
    requests += asked ? 1 : 0;
    await arm(bed, { subject, op: "get", faults: reads });
    await bed.settle();
    for (const waitMs of waitsMs) {
      await collectLandings(bed, { subject, landings, calls, sentAtMs });
      await pass(waitMs);
      await checkPerson(bed, subject.id);
    }
    await bed.control("/faults", undefined, "DELETE");
  }
  await collectLandings(bed, { subject, landings, calls: turns.flatMap(({ calls }) => calls), sentAtMs: bed.nowMs() });
  await pass(61_000);
  await driveToEnd(bed, subject.id);
  await checkPerson(bed, subject.id);
  const end = await checkLedger(bed, subject.id);
  await endWatches(bed);
  return { end, landed, requests };
}
