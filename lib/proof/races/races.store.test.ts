import pg from "pg";
import { uuidv7 } from "uuidv7";
import { expect, inject, test } from "vitest";
import { makeSystemActor, type PersonActor } from "#lib/domain/actor.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import { releaseRequest } from "#lib/use-cases/execution/release-request.ts";
import { withdrawRequest } from "#lib/use-cases/withdraw-request.ts";
import { amountOf, recordProof } from "#lib/proof/test-amount.ts";
import { type Bed, withBed } from "#lib/proof/test-bed.ts";
import { checkPerson } from "#lib/proof/test-invariants.ts";
import type { Answer } from "./contest.ts";
import { type Race, startRace } from "./test-race.ts";

const processes = 4;
const claims = amountOf("contested-claims", 200);
const votes = amountOf("contested-votes", 60);
const executor = makeSystemActor("executor");

interface Track {
  bed: Bed;
  race: Race;
  ana: PersonActor;
  people: { id: string; email: string }[];
}

async function onTrack<T>(run: (track: Track) => Promise<T>): Promise<T> {
  return withBed({ people: 60 }, async (bed) => {
    const ana = await bed.member("Ana", ["analyst"]);
    const entrants = [];
    for (let index = 0; index < processes; index += 1) {
      const { personId } = await bed.member(`Lead ${index}`, ["iam_lead"]);
      const { databaseUrl, dataKeyHex } = bed;
      entrants.push({ index, databaseUrl, dataKeyHex, accountId: bed.account.accountId, personId });
    }
    const race = await startRace(entrants);
    try {
      return await run({ bed, race, ana, people: await bed.subjects() });
    } finally {
      await race.stop();
    }
  });
}

test(
  "four processes that claim one user at the same moment: one holds, and nobody sees a busy database",
  async () => {
    const startedAt = performance.now();
    const counts = { contested: 0, doubleHolds: 0, unheld: 0, faults: 0 };
    await onTrack(async (track) => {
      for (let round = 0; round < claims.count; round += 1) {
        const { won, faults } = await contestClaim(track, round);
        counts.contested += 1;
        counts.doubleHolds += won > 1 ? 1 : 0;
        counts.unheld += won === 0 ? 1 : 0;
        counts.faults += faults.length;
        expect({ won, faults }, `claim ${round}`).toEqual({ won: 1, faults: [] });
      }
    });
    record(`claims contested by ${processes} processes`, claims.count, startedAt, counts);
  },
  claims.timeoutMs,
);

test(
  "four approvers in four processes at the same moment: exactly the two votes that are needed count",
  async () => {
    const startedAt = performance.now();
    const counts = { contested: 0, lostQuorums: 0, faults: 0 };
    await onTrack(async (track) => {
      for (let round = 0; round < votes.count; round += 1) {
        const { answers, request, cast } = await contestVote(track, "vote", round);
        const won = answers.filter(({ result }) => result === "won").length;
        counts.contested += 1;
        counts.lostQuorums += request.status === "approved" ? 0 : 1;
        counts.faults += answers.filter(({ result }) => result === "fault").length;
        expect(answers.filter(({ result }) => result === "fault")).toEqual([]);
        expect([request.status, request.approvals, cast, won], `vote ${round}`).toEqual([
          "approved",
          2,
          2,
          2,
        ]);
      }
      const [subject] = track.people;
      if (subject) await checkPerson(track.bed, subject.id);
    });
    record(`votes contested by ${processes} processes`, votes.count, startedAt, counts);
  },
  votes.timeoutMs,
);

const onPostgres = (inject("databaseServer") as string | undefined) !== undefined;

// SQLite has one writer at a time and hides both races; PostgreSQL shows what the guards are for.
test.for(
  (
    [
      ["without the unique index on the holder two processes hold one user", holdTwice],
      ["a vote that counts and then writes loses the quorum", loseQuorum],
    ] as const
  ).filter(() => onPostgres),
)("%s", { timeout: 90_000 }, async ([name, breaks]) => {
  const startedAt = performance.now();
  await onTrack(async (track) => {
    await onDatabase(track.bed, "drop index request_one_holder");
    let rounds = 0;
    let isBroken = false;
    for (; rounds < 400 && !isBroken; rounds += 1) isBroken = await breaks(track, rounds);
    expect(isBroken).toBe(true);
    record(`ablation: ${name}`, rounds, startedAt, { rounds });
  });
});

async function holdTwice(track: Track, round: number): Promise<boolean> {
  return (await contestClaim(track, round)).won > 1;
}

async function loseQuorum(track: Track, round: number): Promise<boolean> {
  const { request, cast } = await contestVote(track, "careless_vote", round, processes);
  return cast >= request.needed && request.status === "pending";
}

function record(proof: string, count: number, startedAt: number, counts: Record<string, number>): void {
  recordProof({ proof, count, seed: 0, ms: performance.now() - startedAt, counts });
}

/** A suspension and a reactivation of one user, both approved, as only the database can hold them apart. */
async function twoApproved(
  { bed, ana, people }: Track,
  round: number,
): Promise<[RequestRecord, RequestRecord]> {
  const subject = people[round % 10];
  if (!subject) throw new Error("There are too few people.");
  const { requests } = bed.services.stores;
  const known = await requests.ofSubject(subject.id, 2);
  const [one, other] = known;
  if (one && other) return [one, other];
  const asked = await bed.ask(bed.again(ana), subject.email);
  const approved: RequestRecord = {
    ...asked,
    id: uuidv7(),
    status: "approved",
    approvals: 1,
    executeBy: new Date(bed.nowMs() + 24 * 3_600_000),
    nextTryAt: new Date(bed.nowMs()),
  };
  const opposite = {
    ...approved,
    id: uuidv7(),
    key: `REQ-${900_000 + round}`,
    action: "reactivate" as const,
  };
  await withdrawRequest(bed.services, ana, { requestKey: asked.key, reason: "" });
  const first = { ...approved, key: `REQ-${800_000 + round}` };
  await bed.services.stores.commit([requests.insert(first), requests.insert(opposite)]);
  return [first, opposite];
}

async function contestClaim(track: Track, round: number): Promise<{ won: number; faults: Answer[] }> {
  const { bed, race } = track;
  const ids = (await twoApproved(track, round)).map(({ id }) => id);
  const answers = await race.contest({ kind: "claim", nowMs: bed.nowMs(), ids });
  const winners = answers.filter(({ result }) => result === "won");
  for (const { what, fence } of winners) {
    const claimed = await bed.services.stores.requests.byId(what);
    if (!claimed || claimed.fence !== fence) continue;
    await releaseRequest(bed.services, executor, claimed, { code: "raced", retryAfterMs: 0 });
  }
  return { won: winners.length, faults: answers.filter(({ result }) => result === "fault") };
}

async function contestVote(
  { bed, race, ana, people }: Track,
  kind: "vote" | "careless_vote",
  round: number,
  needed = 2,
): Promise<{ answers: Answer[]; request: RequestRecord; cast: number }> {
  const subject = people[kind === "vote" ? 0 : round % people.length];
  if (!subject) throw new Error("There are too few people.");
  const policy = structuredClone(bed.services.policy);
  for (const rule of policy.rules) rule.then.approvers = needed;
  const asked = await bed.ask(bed.again(ana), subject.email, "suspend", { ...bed.services, policy });
  const answers = await race.contest({ kind, nowMs: bed.nowMs(), key: asked.key });
  const request = await bed.byKey(asked.key);
  const cast = (await bed.services.stores.requests.votes(asked.id)).length;
  if (kind === "vote") await withdrawRequest(bed.services, ana, { requestKey: asked.key, reason: "Raced" });
  else
    await onDatabase(
      bed,
      `delete from vote where request_id = '${asked.id}'; delete from suspension_act where request_id = '${asked.id}'; delete from request where id = '${asked.id}'`,
    );
  return { answers, request, cast };
}

async function onDatabase(bed: Bed, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: bed.databaseUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
