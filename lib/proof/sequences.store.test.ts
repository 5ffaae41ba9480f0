import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOf, recordProof } from "./test-amount.ts";
import { withBed } from "./test-bed.ts";
import { anyStep } from "./test-commands.ts";
import { makeCast, setStage, strike } from "./test-sequence.ts";

const perBed = 25;
const amount = amountOf("sequences", 75);

test(
  "whatever people, the clock and 1Password do in whichever order, nobody acts alone and the log tells it",
  async () => {
    const startedAt = performance.now();
    const tally: Record<string, number> = {};
    for (let done = 0; done < amount.count; done += perBed) {
      await withBed({ people: 120 }, async (bed) => {
        const [ids, people] = [await makeCast(bed), await bed.subjects()];
        const property = fc.asyncProperty(
          fc.commands(anyStep, { size: "max", maxCommands: 24 }),
          async (steps) => {
            const [one, other] = [people.pop(), people.pop()];
            if (one === undefined || other === undefined) throw new Error("There are too few people.");
            const stage = await setStage(bed, ids, [one, other]);
            await fc.asyncModelRun(() => ({ model: {}, real: stage }), steps);
            await strike(stage);
            for (const [what, times] of Object.entries(stage.tally)) tally[what] = (tally[what] ?? 0) + times;
          },
        );
        const numRuns = Math.min(perBed, amount.count - done);
        await fc.assert(property, { numRuns, seed: amount.seed + done, endOnFailure: true });
      });
    }
    // A proof in which nobody ever got as far as an approval would prove nothing.
    expect(tally["approve"] ?? 0).toBeGreaterThan(amount.count / 4);
    recordProof({
      proof: "random sequences",
      count: amount.count,
      seed: amount.seed,
      ms: performance.now() - startedAt,
      counts: tally,
    });
  },
  amount.timeoutMs,
);
