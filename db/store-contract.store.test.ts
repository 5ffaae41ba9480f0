import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { Conflict } from "#lib/ports/store.ts";
import { at, newRequest, openContract, vote } from "./test-contract.ts";

test("of eight writers on one version one wins, seven conflict, and nothing of theirs is left behind", async () => {
  const { stores, insertRequest } = await openContract();
  const request = await insertRequest();
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, writer) =>
      stores.commit([
        stores.requests.update(request, { ...request, reason: `writer ${writer}` }),
        stores.requests.insertAttempt({
          requestId: request.id,
          n: writer + 1,
          fence: writer,
          markedAt: at,
          answer: null,
        }),
      ]),
    ),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const losers = results.filter((result) => result.status === "rejected");
  expect(losers.every(({ reason }) => reason instanceof Conflict)).toBe(true);
  const stored = await stores.requests.byId(request.id);
  expect(stored?.version).toBe(2);
  expect(await stores.requests.attempts(request.id)).toHaveLength(1);
});

test("a third statement that fails takes the first two back", async () => {
  const { stores, insertCase } = await openContract();
  const found = await insertCase();
  const request = newRequest(found);
  const commit = stores.commit([
    stores.requests.insert(request),
    ...stores.cases.update(found, { ...found, status: "awaiting_approval" }),
    stores.requests.insertVote(vote(request, { personId: "ana" })),
  ]);
  await expect(commit).rejects.toThrow();
  expect(await stores.requests.byId(request.id)).toBeNull();
  expect((await stores.cases.byId(found.id))?.status).toBe("new");
  expect(await stores.cases.counts()).toEqual([{ status: "new", severity: "high", count: 1 }]);
});

test("what is stored comes back as it was: bytes, moments to the millisecond, nulls", async () => {
  const { stores, insertRequest } = await openContract();
  const payload = new Uint8Array(Array.from({ length: 256 }, (_, byte) => byte));
  const request = await insertRequest({
    payload,
    outcome: {
      code: "done",
      message: "ok",
      how: "answered",
      before: { state: "ACTIVE", readAt: at },
      answer: null,
      after: null,
    },
  });
  expect(await stores.requests.byId(request.id)).toEqual(request);
});

test("a chain moves by one writer at a time", async () => {
  const { stores } = await openContract();
  const entry = (n: number) => ({
    id: uuidv7(),
    chain: "IR-1",
    n,
    hash: "a".repeat(64),
    bytes: new Uint8Array([n]),
    at,
    type: "case.opened",
    requestKey: null,
  });
  await stores.commit(stores.log.append("IR-1", null, [entry(1), entry(2)]));
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => stores.commit(stores.log.append("IR-1", { n: 2 }, [entry(3)]))),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await stores.log.head("IR-1")).toMatchObject({ n: 3 });
  expect((await stores.log.ofChain("IR-1", { afterN: 0, limit: 10 })).map(({ n }) => n)).toEqual([1, 2, 3]);
});

test("human keys are never given twice", async () => {
  const { stores } = await openContract();
  const numbers = await Promise.all(Array.from({ length: 50 }, () => stores.nextNumber("case")));
  expect(new Set(numbers).size).toBe(50);
});

test("two processes that need a holder's key at once get the same one", async () => {
  const { stores } = await openContract();
  const keys = await Promise.all(Array.from({ length: 8 }, () => stores.keys.forHolder("subject:A/1")));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
});

test("the queue pages through everything once, most severe first, and counts exactly", async () => {
  const { stores, insertCase } = await openContract();
  const severities = ["low", "critical", "medium", "critical", "informational", "high"] as const;
  const people = Array.from({ length: 60 }, (_, i) => ({
    userId: `P${i}`,
    email: `p${i}@acme.example`,
    name: `Person ${i}`,
    state: "ACTIVE" as const,
    rawState: "ACTIVE",
    readAt: at,
  }));
  await stores.subjects.saveListing("ACCOUNT", people, at);
  for (const [i, { userId }] of people.entries()) {
    await insertCase({
      key: `IR-${2000 + i}`,
      subjectId: userId,
      severity: severities[i % severities.length] ?? "low",
      // Several at the same moment, so that ties are paged right too.
      newestSignalAt: new Date(at.getTime() + Math.floor(i / 12)),
    });
  }
  const filter = { statuses: [], severities: [] };
  const seen: { key: string; severity: string }[] = [];
  let cursor: string | null = null;
  do {
    const page = await stores.cases.list({ filter, limit: 7, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toHaveLength(60);
  expect(new Set(seen.map(({ key }) => key)).size).toBe(60);
  const order = ["critical", "high", "medium", "low", "informational"];
  const ranks = seen.map(({ severity }) => order.indexOf(severity));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  expect(await stores.cases.total(filter)).toEqual({ total: 60, totalCapped: false });
  const critical = { statuses: [], severities: ["critical" as const] };
  expect(await stores.cases.total(critical)).toEqual({ total: 20, totalCapped: false });
  expect(
    (await stores.cases.list({ filter: { ...critical, q: "ir-2001" }, limit: 5, cursor: null })).items,
  ).toHaveLength(1);
  expect(await stores.cases.total({ ...critical, q: "impossible tra" })).toEqual({
    total: 20,
    totalCapped: false,
  });
});

test("the directory is searched by name and e-mail, by the letter, and paged by name", async () => {
  const { stores } = await openContract();
  const page = await stores.subjects.search({ q: "user1@", state: null, limit: 10, cursor: null });
  expect(page.items.map(({ userId }) => userId)).toEqual(["USER1"]);
  const wild = await stores.subjects.search({ q: "%", state: null, limit: 10, cursor: null });
  expect(wild.items).toEqual([]);
  const first = await stores.subjects.search({ q: "", state: "ACTIVE", limit: 1, cursor: null });
  const second = await stores.subjects.search({ q: "", state: "ACTIVE", limit: 1, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual(["USER1", "USER2"]);
});

test("an older reading never overwrites a newer one, and who is missing from a listing is marked as gone", async () => {
  const { stores } = await openContract();
  const reading = (state: "ACTIVE" | "SUSPENDED", readAt: Date) => ({
    userId: "USER1",
    email: "user1@acme.example",
    name: "Person USER1",
    state,
    rawState: state,
    readAt,
  });
  await stores.subjects.saveReading("ACCOUNT", reading("SUSPENDED", new Date(at.getTime() + 1_000)));
  await stores.subjects.saveReading("ACCOUNT", reading("ACTIVE", at));
  expect((await stores.subjects.byId("USER1"))?.state).toBe("SUSPENDED");
  const later = new Date(at.getTime() + 60_000);
  await stores.subjects.saveListing("ACCOUNT", [reading("ACTIVE", later)], later);
  expect(await stores.subjects.byId("USER2")).toMatchObject({ state: "UNKNOWN", goneAt: later });
});

test("the log is looked through by request, by chain and by the beginning of a type, newest first", async () => {
  const { stores } = await openContract();
  const types = ["case.opened", "request.submitted", "request.approved"];
  const entries = types.map((type, index) => ({
    id: uuidv7(),
    chain: "IR-7",
    n: index + 1,
    hash: "a".repeat(64),
    bytes: new Uint8Array([index]),
    at,
    type,
    requestKey: index === 0 ? null : "REQ-9",
  }));
  await stores.commit(stores.log.append("IR-7", null, entries));
  const found = async (q: string) =>
    (await stores.log.recent({ limit: 10, cursor: null, q })).items.map(({ n }) => n);
  expect(await found("")).toEqual([3, 2, 1]);
  expect(await found("ir-7")).toEqual([3, 2, 1]);
  expect(await found("req-9")).toEqual([3, 2]);
  expect(await found("request.")).toEqual([3, 2]);
  expect(await found("case")).toEqual([1]);
  expect(await found("installation")).toEqual([]);
  const first = await stores.log.recent({ limit: 2, cursor: null, q: "" });
  expect(
    (await stores.log.recent({ limit: 2, cursor: first.nextCursor, q: "" })).items.map(({ n }) => n),
  ).toEqual([1]);
});
