import { expect, test } from "vitest";
import { openContract } from "./test-contract.ts";

test("the kept counts follow every change of owner, status and severity", async () => {
  const { stores, insertCase } = await openContract();
  const total = async (ownerPersonId: string | null) =>
    (await stores.cases.total({ statuses: [], severities: [], ownerPersonId })).total;
  const counts = async () => [await total(null), await total("ana"), await total("ben")];
  const first = await insertCase();
  expect(await counts()).toEqual([1, 0, 0]);

  const taken = { ...first, ownerPersonId: "ana", status: "triage" as const };
  await stores.commit(stores.cases.update(first, taken));
  expect(await counts()).toEqual([0, 1, 0]);

  const given = { ...taken, version: 2, ownerPersonId: "ben", severity: "critical" as const };
  await stores.commit(stores.cases.update({ ...taken, version: 2 }, given));
  expect(await counts()).toEqual([0, 0, 1]);

  const filter = { statuses: ["triage" as const], severities: ["critical" as const], ownerPersonId: "ben" };
  expect(await stores.cases.total(filter)).toEqual({ total: 1, totalCapped: false });
  const counted = (await stores.cases.counts()).filter(({ count }) => count > 0);
  expect(counted).toEqual([{ status: "triage", severity: "critical", count: 1 }]);
});
