import type { Actor } from "#lib/domain/actor.ts";
import { type UserReading, wantedState } from "#lib/domain/directory.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import { stateDifference } from "#lib/domain/state-difference.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { makeStale } from "#lib/use-cases/make-stale.ts";
import { moveRequest } from "#lib/use-cases/move-request.ts";
import { policyProblem } from "#lib/use-cases/policy-problem.ts";
import { whileReading } from "#lib/use-cases/while-reading.ts";
import { releaseRequest } from "./release-request.ts";

/** Well within the lease, so that a claim never ends by waiting for a reading. */
const readWithinMs = 20_000;

export type Checked = { go: true; reading: UserReading } | { go: false };

/**
 * The last look before the dispatch mark: the bytes are still those that were approved, by enough people who still
 * may, and the person in 1Password is still as they were. Whatever doesn't hold ends or releases the request here.
 */
export async function checkBeforeDispatch(
  services: Services,
  actor: Actor,
  request: RequestRecord,
): Promise<Checked> {
  const { known: problem, reading } = await whileReading(
    () =>
      services.directory.readUser({
        userId: request.subjectId,
        credential: request.action,
        signal: AbortSignal.timeout(readWithinMs),
      }),
    async () => (await approvalProblem(services, request)) ?? newerSuspension(services, request),
  );
  if (problem !== null) return giveUp(services, actor, request, problem);

  const read = await reading;
  if (!read.ok) {
    if (read.code === "user_not_found") {
      return giveUp(services, actor, request, "1Password no longer knows this person");
    }
    await releaseRequest(services, actor, request, { code: read.code, retryAfterMs: null });
    return { go: false };
  }
  const checked = await judge(services, actor, request, read.user);
  // Where the call goes out, the reading is kept with the dispatch mark.
  if (!checked.go) await services.stores.subjects.saveReading(request.accountId, read.user);
  return checked;
}

async function judge(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  reading: UserReading,
): Promise<Checked> {
  if (reading.state === "UNKNOWN") {
    await releaseRequest(services, actor, request, { code: "state_unknown", retryAfterMs: null });
    return { go: false };
  }
  if (request.attempts > 0 && reading.state === wantedState[request.action]) {
    // One reading may show an old state: as for an unknown outcome, two have to agree.
    const again = await services.directory.readUser({
      userId: request.subjectId,
      credential: request.action,
      signal: AbortSignal.timeout(readWithinMs),
    });
    if (again.ok && again.user.state === reading.state) await settleAsDone(services, actor, request, again);
    else await releaseRequest(services, actor, request, { code: "readings_disagree", retryAfterMs: null });
    return { go: false };
  }
  const ignoreState = request.attempts > 0 || request.overtook || asksForContainmentAnyway(request);
  const difference = stateDifference(request.snapshot, reading, { ignoreState });
  if (difference !== null) return giveUp(services, actor, request, difference);
  return { go: true, reading };
}

// Asked while a reactivation could still land: whichever state shows now, the suspension has to be sent.
function asksForContainmentAnyway(request: RequestRecord): boolean {
  return request.action === "suspend" && request.snapshot.state === "SUSPENDED";
}

async function approvalProblem(services: Services, request: RequestRecord): Promise<string | null> {
  if (sha256Hex(request.payload) !== request.digest) {
    return "the stored request no longer matches the digest that was approved";
  }
  const votes = await services.stores.requests.votes(request.id);
  // Persons count, not accounts: links that were found meanwhile may have made two votes one, or a vote the requester's.
  const team = await loadTeam(services);
  const requester = team.personOf(request.requesterPersonId ?? "");
  const approvers = new Set(
    votes
      .filter((vote) => vote.decision === "approve" && vote.digest === request.digest)
      .map((vote) => team.personOf(vote.personId))
      .filter((personId) => personId !== requester),
  );
  if (approvers.size < request.needed) return "fewer approvals than the policy needs";
  for (const personId of approvers) {
    const person = team.persons.find(({ id }) => id === personId);
    if (!person || person.disabled || !rolesAllow(person.roles, "decide_request")) {
      return "an approver no longer has the role";
    }
    if (person.suspicion !== null) return "an approver is under investigation";
  }
  return policyProblem(services, request);
}

/**
 * A suspension that was carried out since this reactivation was approved is the newer will: what was approved before
 * must not undo it, though the person looks as they did then. The user is held by now, so no other can come between.
 */
async function newerSuspension(services: Services, request: RequestRecord): Promise<string | null> {
  if (request.action !== "reactivate") return null;
  const newest = await services.stores.requests.newestSucceeded(request.subjectId);
  if (newest?.action !== "suspend" || newest.endedAt === null || request.decidedAt === null) return null;
  // Two moments may be the same millisecond; the numbers of the keys tell who asked later.
  const askedLater = Number(newest.key.slice(4)) > Number(request.key.slice(4));
  return askedLater || newest.endedAt > request.decidedAt
    ? `${newest.key} suspended the person after this was approved`
    : null;
}

async function giveUp(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  difference: string,
): Promise<Checked> {
  // After a counted attempt the way to the end leads through `approved`: nothing of this claim was sent.
  if (request.attempts > 0)
    await releaseRequest(services, actor, request, { code: "changed", retryAfterMs: 0 });
  // Under the fence: a worker that lost its claim must not end what another one holds now.
  await makeStale(services, actor, request.id, { difference, onlyIf: (now) => now.fence === request.fence });
  return { go: false };
}

async function settleAsDone(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  { user: reading, askedAt }: { user: UserReading; askedAt: Date },
): Promise<void> {
  await moveRequest(services, actor, request.id, {
    event: () => ({ kind: "find_done", fence: request.fence, askedAt }),
    patch: () => ({
      outcome: {
        code: "already_in_state",
        message: "An earlier attempt of this request turned out to have done it. Nothing more was sent.",
        how: "observed",
        before: null,
        answer: null,
        after: { state: reading.state, readAt: reading.readAt },
      },
    }),
    entries: (before, after) => [
      {
        type: after.status === "succeeded" ? "outcome.settled" : "outcome.unknown",
        before: before.status,
        after: { state: reading.state, readAt: reading.readAt.toISOString() },
        outcome: { result: after.status, code: "already_in_state" },
      },
    ],
  });
}
