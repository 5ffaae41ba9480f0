import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { Conflict, type Stores } from "#lib/ports/store.ts";
import type { CaseRecord, RequestRecord, VoteRecord } from "#lib/ports/records.ts";
import { migrateDatabase } from "./migrate.ts";
import { openStores } from "./open-stores.ts";
import { freshDatabaseUrl } from "./test-database.ts";

let stores: Stores;
let nextNumber = 1;
const at = new Date("2026-11-22T12:00:00.123Z");

beforeEach(async () => {
  const database = await freshDatabaseUrl();
  await migrateDatabase(database.url);
  stores = await openStores({ databaseUrl: database.url, dataKey: randomBytes(32) });
  onTestFinished(async () => {
    await stores.close();
    await database.drop();
  });
  await stores.subjects.saveListing(
    "ACCOUNT",
    ["USER1", "USER2"].map((userId) => ({
      userId,
      email: `${userId}@acme.example`,
      name: `Person ${userId}`,
      state: "ACTIVE" as const,
      rawState: "ACTIVE",
      readAt: at,
    })),
    at,
  );
  for (const id of ["ana", "ines", "ivo"]) {
    await stores.commit(
      stores.people.insert(
        {
          id,
          name: id,
          email: `${id}@acme.example`,
          roles: ["iam_lead"],
          firstSeenAt: at,
          lastSeenAt: null,
          disabledAt: null,
        },
        { iss: "https://idp.example", sub: id },
      ),
    );
  }
});

function newCase(given: Partial<CaseRecord> = {}): CaseRecord {
  return {
    id: uuidv7(),
    key: `IR-${nextNumber++}`,
    workflowId: uuidv7(),
    title: "Impossible travel",
    status: "new",
    severity: "high",
    subjectId: "USER1",
    ownerPersonId: null,
    openedAt: at,
    updatedAt: at,
    closedAt: null,
    closeVerdict: null,
    closeReason: null,
    signalCount: 1,
    newestSignalAt: at,
    newestSignalTitle: "Impossible travel",
    version: 1,
    ...given,
  };
}

function newRequest(found: CaseRecord, given: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: uuidv7(),
    key: `REQ-${nextNumber++}`,
    version: 1,
    caseId: found.id,
    caseKey: found.key,
    workflowId: found.workflowId,
    accountId: "ACCOUNT",
    subjectId: found.subjectId,
    requesterPersonId: "ana",
    proposedBy: null,
    reason: "because",
    digest: "d".repeat(64),
    payload: new Uint8Array([1, 2, 3]),
    snapshot: {
      userId: found.subjectId,
      email: "user1@acme.example",
      name: "Person",
      state: "ACTIVE",
      readAt: at,
    },
    policy: { id: "built-in", version: 1, rule: "suspend" },
    stepUpMaxAgeMs: null,
    executeWithinMs: 1_800_000,
    wasContained: false,
    createdAt: at,
    decidedAt: null,
    endedAt: null,
    outcome: null,
    staleDifference: null,
    action: "suspend",
    status: "pending",
    needed: 1,
    approvals: 0,
    expiresAt: new Date(at.getTime() + 3_600_000),
    executeBy: null,
    attempts: 0,
    fence: 0,
    leaseUntil: null,
    holdsUser: false,
    markedAt: null,
    markQuietUntil: null,
    quietUntil: null,
    nextTryAt: null,
    releases: 0,
    unknownSince: null,
    seenState: null,
    seenTimes: 0,
    overtook: false,
    ...given,
  };
}

async function insertCase(given: Partial<CaseRecord> = {}): Promise<CaseRecord> {
  const record = newCase(given);
  await stores.commit(stores.cases.insert(record, `${record.key} ${record.title}`));
  return record;
}

async function insertRequest(given: Partial<RequestRecord> = {}): Promise<RequestRecord> {
  const record = newRequest(await insertCase(), given);
  await stores.commit([stores.requests.insert(record)]);
  return record;
}

const approved = {
  status: "approved" as const,
  approvals: 1,
  executeBy: new Date(at.getTime() + 1_800_000),
};

function vote(request: RequestRecord, given: Partial<VoteRecord> = {}): VoteRecord {
  return {
    requestId: request.id,
    requesterPersonId: "ana",
    digest: request.digest,
    personId: "ines",
    decision: "approve",
    reason: "checked",
    at,
    sessionRef: "s",
    ...given,
  };
}

test("of eight writers on one version one wins, seven conflict, and nothing of theirs is left behind", async () => {
  const request = await insertRequest();
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, writer) =>
      stores.commit([
        stores.requests.update(request, { ...request, reason: `writer ${writer}` }),
        stores.requests.insertAttempt({ requestId: request.id, n: writer + 1, fence: writer, markedAt: at, answer: null }),
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

test("the database refuses a vote by the requester, whatever the code does", async () => {
  const request = await insertRequest();
  await expect(stores.commit([stores.requests.insertVote(vote(request, { personId: "ana" }))])).rejects.toThrow();
  // Naming another requester doesn't help: the vote must refer to the request as it is stored.
  const lie = vote(request, { personId: "ana", requesterPersonId: "ivo" });
  await expect(stores.commit([stores.requests.insertVote(lie)])).rejects.toThrow();
  expect(await stores.requests.votes(request.id)).toEqual([]);
});

test("the database refuses a vote on other bytes than the stored ones, a second vote and one without a reason", async () => {
  const request = await insertRequest({ needed: 2 });
  const other = vote(request, { digest: "e".repeat(64) });
  await expect(stores.commit([stores.requests.insertVote(other)])).rejects.toThrow();
  await expect(stores.commit([stores.requests.insertVote(vote(request, { reason: "" }))])).rejects.toThrow();
  await stores.commit([stores.requests.insertVote(vote(request))]);
  await expect(stores.commit([stores.requests.insertVote(vote(request))])).rejects.toBeInstanceOf(Conflict);
});

test("a request can't be stored as approved without its approvals", async () => {
  const request = await insertRequest();
  const alone = { ...request, ...approved, approvals: 0 };
  await expect(stores.commit([stores.requests.update(request, alone)])).rejects.toThrow();
  await expect(
    stores.commit([stores.requests.update(request, { ...request, approvals: 1 })]),
  ).rejects.toThrow();
});

test("executing needs a lease and the user, unknown needs something sent, a denial that nothing was", async () => {
  const request = await insertRequest(approved);
  const impossible: Partial<RequestRecord>[] = [
    { status: "executing" },
    { status: "executing", leaseUntil: at },
    { status: "unknown", holdsUser: true },
    { status: "denied", attempts: 1 },
  ];
  for (const change of impossible) {
    await expect(stores.commit([stores.requests.update(request, { ...request, ...change })])).rejects.toThrow();
  }
});

test("one open request per user and action, one holder per user", async () => {
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
  const first = await insertCase();
  await expect(insertCase()).rejects.toBeInstanceOf(Conflict);
  await stores.commit(stores.cases.update(first, { ...first, status: "closed", closedAt: at }));
  await insertCase();
});

test("what is stored comes back as it was: bytes, moments to the millisecond, nulls", async () => {
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
  const numbers = await Promise.all(Array.from({ length: 50 }, () => stores.nextNumber("case")));
  expect(new Set(numbers).size).toBe(50);
});

test("two processes that need a holder's key at once get the same one", async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => stores.keys.forHolder("subject:A/1")));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
});

test("the queue pages through everything once, most severe first, and counts exactly", async () => {
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
  expect((await stores.cases.list({ filter: { ...critical, q: "ir-2001" }, limit: 5, cursor: null })).items).toHaveLength(1);
  expect(await stores.cases.total({ ...critical, q: "impossible tra" })).toEqual({ total: 20, totalCapped: false });
});

test("the directory is searched by name and e-mail, by the letter, and paged by name", async () => {
  const page = await stores.subjects.search({ q: "user1@", state: null, limit: 10, cursor: null });
  expect(page.items.map(({ userId }) => userId)).toEqual(["USER1"]);
  const wild = await stores.subjects.search({ q: "%", state: null, limit: 10, cursor: null });
  expect(wild.items).toEqual([]);
  const first = await stores.subjects.search({ q: "", state: "ACTIVE", limit: 1, cursor: null });
  const second = await stores.subjects.search({ q: "", state: "ACTIVE", limit: 1, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ userId }) => userId)).toEqual(["USER1", "USER2"]);
});

test("an older reading never overwrites a newer one, and who is missing from a listing is marked as gone", async () => {
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
