import { expect, test } from "vitest";
import type { RequestRecord } from "#lib/ports/records.ts";
import { Conflict } from "#lib/ports/store.ts";
import { approved, at, newRequest, openContract, vote } from "./test-contract.ts";

test("the database refuses a vote by the requester, whatever the code does", async () => {
  const { stores, insertRequest } = await openContract();
  const request = await insertRequest();
  await expect(
    stores.commit([stores.requests.insertVote(vote(request, { personId: "ana" }))]),
  ).rejects.toThrow();
  // Naming another requester doesn't help: the vote must refer to the request as it is stored.
  const lie = vote(request, { personId: "ana", requesterPersonId: "ivo" });
  await expect(stores.commit([stores.requests.insertVote(lie)])).rejects.toThrow();
  expect(await stores.requests.votes(request.id)).toEqual([]);
});

test("the database refuses a vote on other bytes than the stored ones, a second vote and one without a reason", async () => {
  const { stores, insertRequest } = await openContract();
  const request = await insertRequest({ needed: 2 });
  const other = vote(request, { digest: "e".repeat(64) });
  await expect(stores.commit([stores.requests.insertVote(other)])).rejects.toThrow();
  await expect(stores.commit([stores.requests.insertVote(vote(request, { reason: "" }))])).rejects.toThrow();
  await stores.commit([stores.requests.insertVote(vote(request))]);
  await expect(stores.commit([stores.requests.insertVote(vote(request))])).rejects.toBeInstanceOf(Conflict);
});

test("a request can't be stored as approved without its approvals", async () => {
  const { stores, insertRequest } = await openContract();
  const request = await insertRequest();
  const alone = { ...request, ...approved, approvals: 0 };
  await expect(stores.commit([stores.requests.update(request, alone)])).rejects.toThrow();
  await expect(
    stores.commit([stores.requests.update(request, { ...request, approvals: 1 })]),
  ).rejects.toThrow();
});

test("executing needs a lease and the user, unknown needs something sent, a denial that nothing was", async () => {
  const { stores, insertRequest } = await openContract();
  const request = await insertRequest(approved);
  const impossible: Partial<RequestRecord>[] = [
    { status: "executing" },
    { status: "executing", leaseUntil: at },
    { status: "unknown", holdsUser: true },
    { status: "denied", attempts: 1 },
  ];
  for (const change of impossible) {
    await expect(
      stores.commit([stores.requests.update(request, { ...request, ...change })]),
    ).rejects.toThrow();
  }
});

test("one open request per user and action, one holder per user", async () => {
  const { stores, insertRequest } = await openContract();
  const request = await insertRequest({ ...approved, action: "reactivate", holdsUser: true });
  const found = await stores.cases.byId(request.caseId);
  if (!found) throw new Error("no case");
  const second = newRequest(found, { action: "reactivate" });
  await expect(stores.commit([stores.requests.insert(second)])).rejects.toBeInstanceOf(Conflict);
  const holder = newRequest(found, { ...approved, holdsUser: true });
  await expect(stores.commit([stores.requests.insert(holder)])).rejects.toBeInstanceOf(Conflict);
  await stores.commit([stores.requests.insert({ ...holder, holdsUser: false })]);
});

test("one open case per person; a closed one doesn't count", async () => {
  const { stores, insertCase } = await openContract();
  const first = await insertCase();
  await expect(insertCase()).rejects.toBeInstanceOf(Conflict);
  await stores.commit(stores.cases.update(first, { ...first, status: "closed", closedAt: at }));
  await insertCase();
});
