import fc from "fast-check";
import { test } from "vitest";
import { withBed } from "./test-bed.ts";
import { checkedChain } from "./test-invariants.ts";
import { callMs, runSchedule, turn } from "./test-run-schedule.ts";

test("replay", async () => {
  await withBed({ people: 120, callMs }, async (bed) => {
    const people = await bed.subjects();
    const crew = {
      analyst: await bed.member("Ana", ["analyst"]),
      leads: [await bed.member("Ines", ["iam_lead"]), await bed.member("Ivo", ["iam_lead"])],
    };
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { minLength: 2, maxLength: 4 }), async (turns) => {
        const subject = people.pop();
        if (!subject) throw new Error("x");
        try {
          await runSchedule(bed, { turns, subject, crew });
        } finally {
          const rs = await bed.services.stores.requests.ofSubject(subject.id, 100);
          for (const r of rs.reverse())
            console.log(
              r.key,
              r.action,
              r.status,
              r.outcome?.code,
              r.staleDifference,
              r.endedAt?.toISOString(),
            );
          for (const e of await bed.effectsOn(subject.id)) console.log(JSON.stringify(e));
          for (const key of new Set(rs.map((r) => r.caseKey)))
            for (const e of await checkedChain(bed, key))
              console.log(
                e.at,
                e.type,
                e.request?.key,
                JSON.stringify(e.before),
                JSON.stringify(e.after),
                JSON.stringify(e.outcome),
                JSON.stringify(e.facts),
              );
        }
      }),
      { seed: Number(process.env.SEED), path: process.env.FCPATH ?? "0", endOnFailure: true },
    );
  });
}, 60000);
