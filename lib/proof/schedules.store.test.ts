import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOf, recordProof } from "./test-amount.ts";
import { withBed } from "./test-bed.ts";
import { callMs, runSchedule, schedule } from "./test-run-schedule.ts";

const perBed = 40;
const amount = amountOf("fault-schedules", 80);

test(
  "whatever becomes of the calls, the end is what the ledger says, or a person is asked to look",
  async () => {
    const startedAt = performance.now();
    const tally = { agrees: 0, needs_attention: 0, landedLate: 0, requests: 0 };
    // A fresh world now and then, so that neither people nor memory run out; each schedule has its own person.
    for (let done = 0; done < amount.count; done += perBed) {
      await withBed({ people: 120, callMs }, async (bed) => {
        const people = await bed.subjects();
        const crew = {
          analyst: await bed.member("Ana", ["analyst"]),
          leads: [await bed.member("Ines", ["iam_lead"]), await bed.member("Ivo", ["iam_lead"])],
        };
        const property = fc.asyncProperty(schedule, async (turns) => {
          const subject = people.pop();
          if (subject === undefined) throw new Error("There are more schedules than people.");
          const ran = await runSchedule(bed, { turns, subject, crew });
          tally[ran.end] += 1;
          tally.landedLate += ran.landed;
          tally.requests += ran.requests;
        });
        // Shrinking would need people as well: the schedule that failed is printed as it is.
        const numRuns = Math.min(perBed, amount.count - done);
        await fc.assert(property, { numRuns, seed: amount.seed + done, endOnFailure: true });
      });
    }
    expect(tally.agrees).toBeGreaterThan(amount.count / 3);
    recordProof({
      proof: "fault schedules against the ledger",
      count: amount.count,
      seed: amount.seed,
      ms: performance.now() - startedAt,
      counts: tally,
    });
  },
  amount.timeoutMs,
);
