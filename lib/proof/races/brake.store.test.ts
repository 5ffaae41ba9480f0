import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { guardRailsName } from "#lib/domain/guard-rails-setting.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import { type Bed, withBed } from "#lib/proof/test-bed.ts";
import { unrailed } from "#lib/proof/test-unrailed.ts";
import { readExecutionControl, resumeExecution } from "#lib/use-cases/pause-execution.ts";
import { startRace } from "./test-race.ts";

const processes = 4;
const brakeMost = 5;
const rounds = 6;

test(
  "four processes that claim at the same moment never pass the brake together, and never stop short of it",
  { timeout: 90_000 },
  async () => {
    await withBed({ people: 120 }, async (bed) => {
      const { stores } = bed.services;
      const rails = { ...unrailed, brakeMost };
      await stores.commit([
        stores.controls.change(guardRailsName, null, JSON.stringify({ rails, asked: null })),
      ]);
      const ana = await bed.member("Ana", ["analyst"]);
      const leads = [await bed.member("Ines", ["iam_lead"]), await bed.member("Ivo", ["iam_lead"])];
      const { databaseUrl, dataKeyHex } = bed;
      const race = await startRace(
        Array.from({ length: processes }, (_, index) => ({
          index,
          databaseUrl,
          dataKeyHex,
          accountId: bed.account.accountId,
          personId: ana.personId,
        })),
      );
      try {
        const [asked] = await Promise.all(
          (await bed.subjects()).slice(0, 1).map(({ email }) => bed.ask(bed.again(ana), email)),
        );
        if (!asked) throw new Error("There is nobody.");
        for (let round = 0; round < rounds; round += 1) {
          const ids = await approved(bed, asked, { round, count: processes * 2 });
          const claimed: string[] = [];
          // Each process claims one, twice: eight that are due, five that may go.
          for (const part of [ids.slice(0, processes), ids.slice(processes)]) {
            const answers = await race.contest({ kind: "claim", nowMs: bed.nowMs(), ids: part });
            expect(answers.filter(({ result }) => result === "fault")).toEqual([]);
            claimed.push(...answers.filter(({ result }) => result === "won").map(({ what }) => what));
          }
          expect(new Set(claimed).size, `round ${round}`).toBe(brakeMost);
          expect((await readExecutionControl(bed.services)).state).toBe("paused");
          bed.shift(1_000);
          for (const lead of leads) {
            await resumeExecution(bed.services, bed.again(lead), { reason: "Looked at" });
          }
        }
      } finally {
        await race.stop();
      }
    });
  },
);

/** Approved suspensions of as many people, as only the database can hold them apart. */
async function approved(
  bed: Bed,
  asked: RequestRecord,
  { round, count }: { round: number; count: number },
): Promise<string[]> {
  const { requests } = bed.services.stores;
  const people = (await bed.subjects()).slice(1 + round * count, 1 + (round + 1) * count);
  expect(people).toHaveLength(count);
  const records = people.map(({ id }, index): RequestRecord => ({
    ...asked,
    id: uuidv7(),
    key: `REQ-${700_000 + round * count + index}`,
    subjectId: id,
    status: "approved",
    approvals: 1,
    executeBy: new Date(bed.nowMs() + 24 * 3_600_000),
    nextTryAt: new Date(bed.nowMs()),
  }));
  await bed.services.stores.commit(records.map((record) => requests.insert(record)));
  return records.map(({ id }) => id);
}
