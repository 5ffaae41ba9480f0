import { makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import type { RequestOutcome, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { moveRequest } from "#lib/use-cases/move-request.ts";

const readWithinMs = 20_000;
const reconciler = makeSystemActor("reconciler");

/**
 * One reading for a request whose outcome nobody knows. What `step` makes of it is written; a reading that shows
 * nothing new only moves the time of the next one and leaves no entry.
 */
export async function reconcileRequest(services: Services, request: RequestRecord): Promise<void> {
  const read = await services.directory.readUser({
    userId: request.subjectId,
    credential: request.action,
    signal: AbortSignal.timeout(readWithinMs),
  });
  if (read.ok) await services.stores.subjects.saveReading(services.directory.host.accountId, read.user);
  const state = read.ok && read.user.state !== "UNKNOWN" ? read.user.state : null;
  const readAt = read.ok ? read.user.readAt : services.clock.now();
  const askedAt = read.ok ? read.askedAt : readAt;
  await moveRequest(services, reconciler, request.id, {
    event: (now) => (now.version === request.version ? { kind: "observe", state, askedAt } : null),
    patch: (before, after) =>
      after.status === before.status ? {} : { outcome: observed(before, after, state, readAt) },
    entries: (before, after) => observationEntries(before, after, state, readAt),
  });
}

function observed(
  before: RequestRecord,
  after: RequestRecord,
  state: "ACTIVE" | "SUSPENDED" | null,
  readAt: Date,
): RequestOutcome | null {
  if (after.status === "approved") return null;
  const seen = state === null ? null : { state, readAt };
  return {
    code: after.status === "succeeded" ? "observed" : (before.outcome?.code ?? "unknown"),
    message: outcomeWords(after),
    how: "observed",
    before: before.outcome?.before ?? null,
    answer: before.outcome?.answer ?? null,
    after: seen,
  };
}

function outcomeWords(after: RequestRecord): string {
  if (after.status === "succeeded") {
    return "The answer was lost, but two readings in a row show the wanted state: observed, the cause can't be proven.";
  }
  if (after.status === "failed") {
    return "The answer was lost, and after the quiet time two readings show that nothing is in force.";
  }
  return "The readings don't agree, or none came. Somebody has to look.";
}

function observationEntries(
  before: RequestRecord,
  after: RequestRecord,
  state: "ACTIVE" | "SUSPENDED" | null,
  readAt: Date,
): EntryDraft[] {
  const reading = state === null ? null : { state, readAt: readAt.toISOString() };
  const entries: EntryDraft[] = [];
  if (reading !== null && before.seenState !== state)
    entries.push({ type: "state.observed", after: reading });
  if (after.status === before.status) return entries;
  entries.push({
    type:
      after.status === "approved"
        ? "request.released"
        : after.status === "needs_attention"
          ? "outcome.needs_attention"
          : "outcome.settled",
    before: before.status,
    after: reading ?? after.status,
    outcome: { result: after.status, code: after.status === "succeeded" ? "observed" : null },
  });
  return entries;
}
