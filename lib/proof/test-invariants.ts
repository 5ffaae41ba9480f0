import { expect } from "vitest";
import { Entry } from "#lib/domain/entry.ts";
import { isOpen, type RequestStatus } from "#lib/domain/request.ts";
import { mayMove } from "#lib/domain/request-transitions.ts";
import { wantedState } from "#lib/domain/directory.ts";
import { leafHashHex, noEntry } from "#lib/log/hashes.ts";
import type { EntryRecord, RequestRecord } from "#lib/ports/records.ts";
import { type Bed, type Effect, requestOf } from "./test-bed.ts";

/** The chain's entries in order, after it was checked that nothing in it is missing, changed or earlier than before. */
export async function checkedChain({ services }: Pick<Bed, "services">, chain: string): Promise<Entry[]> {
  const records: EntryRecord[] = [];
  for (;;) {
    const page = await services.stores.log.ofChain(chain, { afterN: records.length, limit: 10_000 });
    records.push(...page);
    if (page.length === 0) break;
  }
  let prev = noEntry;
  let at = 0;
  const entries = records.map((record, index) => {
    const entry = Entry.parse(JSON.parse(new TextDecoder().decode(record.bytes)));
    expect(leafHashHex(record.bytes), `${chain} ${record.n}: the hash is of the bytes`).toBe(record.hash);
    expect(entry.chain, `${chain} ${record.n}: follows the one before`).toEqual({
      key: chain,
      n: index + 1,
      prev,
    });
    expect(
      Date.parse(entry.at),
      `${chain} ${record.n}: no earlier than the one before`,
    ).toBeGreaterThanOrEqual(at);
    prev = record.hash;
    at = Date.parse(entry.at);
    return entry;
  });
  return entries;
}

/** What holds of a person's requests after every step, whatever was done and in whichever order (the rules' numbers). */
export async function checkPerson(bed: Bed, userId: string): Promise<void> {
  const { stores } = bed.services;
  const [requests, effects] = await Promise.all([
    stores.requests.ofSubject(userId, 1_000),
    bed.effectsOn(userId),
  ]);
  const chains = new Map<string, Entry[]>();
  for (const { caseKey } of requests) {
    if (!chains.has(caseKey)) chains.set(caseKey, await checkedChain(bed, caseKey));
  }
  for (const action of ["suspend", "reactivate"] as const) {
    const open = requests.filter((request) => request.action === action && isOpen(request.status));
    expect(open.length, `rule 6: one open request to ${action}`).toBeLessThanOrEqual(1);
  }
  expect(requests.filter(({ holdsUser }) => holdsUser).length, "rule 6: one holder").toBeLessThanOrEqual(1);
  for (const request of requests) {
    const story = (chains.get(request.caseKey) ?? []).filter((entry) => entry.request?.key === request.key);
    await checkRequest(bed, request, { effects, story });
  }
  const foreign = effects.filter(
    ({ source, userAgent }) => source !== "outside" && requestOf(userAgent) === null,
  );
  expect(foreign, "every effect of ours says which request it belongs to").toEqual([]);
}

async function checkRequest(
  { services }: Bed,
  request: RequestRecord,
  { effects, story }: { effects: Effect[]; story: Entry[] },
): Promise<void> {
  const { stores } = services;
  const [votes, attempts] = [
    await stores.requests.votes(request.id),
    await stores.requests.attempts(request.id),
  ];
  const approvals = votes.filter(({ decision }) => decision === "approve");
  const about = `${request.key} (${request.status})`;
  expect(approvals.length, `${about}, rule 5: the tally is the votes`).toBe(request.approvals);
  expect(request.status === "pending" && request.approvals >= request.needed, `${about}, rule 5`).toBe(false);
  expect(new Set(votes.map(({ personId }) => personId)).size, `${about}, rule 6: one vote each`).toBe(
    votes.length,
  );
  for (const vote of votes) {
    expect(vote.personId, `${about}, rule 1: no self-approval`).not.toBe(request.requesterPersonId);
    expect(vote.digest, `${about}, rule 2: bound to the digest`).toBe(request.digest);
  }
  const own = effects.filter(({ userAgent }) => requestOf(userAgent) === request.key);
  const intended = story.filter(({ type }) => type === "call.intended");
  expect(intended.length, `${about}, rule 11: an entry for each dispatch mark`).toBe(attempts.length);
  if (own.length > 0) {
    expect(intended.length, `${about}, rule 11: no effect without a mark`).toBeGreaterThan(0);
    expect(approvals.length, `${about}, rule 1: no effect without its approvals`).toBe(request.needed);
  }
  expect(own.length, `${about}: no more effects than calls`).toBeLessThanOrEqual(attempts.length);
  if (["denied", "withdrawn", "expired", "stale"].includes(request.status)) {
    const sent = attempts.filter(({ answer }) => answer === null || !["not_sent"].includes(answer.kind));
    expect([own, sent], `${about}, rule 3: nothing was sent`).toEqual([[], []]);
  }
  if (request.status === "succeeded") {
    expect(attempts.length, `${about}, rule 9: seen after a dispatch`).toBeGreaterThan(0);
  }
  checkStory(about, request, story);
}

/** The log tells every change of status, each along the table, and an end only once (rules 4 and 22). */
function checkStory(about: string, request: RequestRecord, story: Entry[]): void {
  let status: RequestStatus = "pending";
  for (const entry of story) {
    const next = statusAfter(entry, status);
    if (next === status) continue;
    expect(mayMove(status, next), `${about}, rule 4: ${status} → ${next} by ${entry.type}`).toBe(true);
    status = next;
  }
  expect(status, `${about}, rule 22: the log tells the same`).toBe(request.status);
}

function statusAfter(entry: Entry, status: RequestStatus): RequestStatus {
  switch (entry.type) {
    case "request.approved":
    case "request.denied":
    case "request.withdrawn":
    case "request.expired":
    case "request.stale":
    case "request.claimed":
      return entry.after as RequestStatus;
    case "request.released":
      return status === "executing" || status === "unknown" ? "approved" : status;
    case "outcome.unknown":
      return "unknown";
    case "outcome.needs_attention":
      return "needs_attention";
    case "outcome.settled":
      return (entry.outcome?.result ?? status) as RequestStatus;
    case "signal.received":
    case "case.opened":
    case "case.changed":
    case "case.closed":
    case "request.proposed":
    case "request.submitted":
    case "request.commented":
    case "decision.refused":
    case "call.intended":
    case "call.answered":
    case "state.observed":
    case "session.started":
    case "session.refused":
    case "record.read":
    case "policy.published":
    case "setting.changed":
    case "execution.paused":
    case "execution.resumed":
    case "persons.linked":
    case "person.frozen":
    case "person.unfrozen":
    case "key.changed":
    case "evidence.exported":
    case "log.verified":
    case "epoch.opened":
    case "subject.key_destroyed":
    case "data.deleted":
      return status;
  }
}

/** Once all is quiet: what the console believes is what 1Password's ledger says, or somebody is asked to look. */
export async function checkLedger(bed: Bed, userId: string): Promise<"agrees" | "needs_attention"> {
  const requests = await bed.services.stores.requests.ofSubject(userId, 1_000);
  const all = await bed.effectsOn(userId);
  const effects = all.filter(({ changed }) => changed);
  for (const request of requests) {
    // Nothing had to change where somebody, or a lost call of ours, had been there before.
    const own = all.filter(({ userAgent }) => requestOf(userAgent) === request.key);
    const about = `${request.key} (${request.status})`;
    if (request.status === "failed" || request.status === "refused") {
      expect(inForce(effects, request.key), `${about}, rule 10: nothing of it is in force`).toBe(false);
    }
    if (request.status === "succeeded" && own.length === 0) {
      // Without an effect of its own it was seen only: others had brought it about, or it was so all the time.
      const wanted = wantedState[request.action];
      const brought = effects.some(({ source, after }) => source === "outside" && after === wanted);
      const wasSo = request.snapshot.state === wanted;
      expect(brought || wasSo, `${about}, rule 9: succeeded with an effect`).toBe(true);
    }
  }
  if (requests.some(({ status }) => status === "needs_attention")) return "needs_attention";
  if (effects.some(({ source }) => source === "outside")) return "agrees";
  const state = await bed.stateOf(userId);
  const found = await bed.services.stores.cases.newestOfSubject(userId);
  if (found?.status === "contained") expect(state, `${found.key} is contained`).toBe("SUSPENDED");
  const [newest] = requests
    .filter(({ status }) => status === "succeeded")
    .toSorted((a, b) => Number(b.endedAt) - Number(a.endedAt));
  // A suspension that took over and came to nothing leaves the reactivation's effect: nobody claims to know.
  const leftOpen = requests.some(
    ({ overtook, status, endedAt }) =>
      overtook && status !== "succeeded" && (endedAt ?? 0) >= (newest?.endedAt ?? 0),
  );
  if (newest && !leftOpen) {
    expect(state, `rule 8: what ${newest.key} wanted`).toBe(wantedState[newest.action]);
  }
  return "agrees";
}

function inForce(effects: Effect[], key: string): boolean {
  const last = effects.at(-1);
  return last !== undefined && requestOf(last.userAgent) === key;
}
