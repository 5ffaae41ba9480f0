import type { Actor } from "#lib/domain/actor.ts";
import { caseStatusAfterRequest } from "#lib/domain/case.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { isEnded, type RequestStatus } from "#lib/domain/request.ts";
import { type RequestEvent, step } from "#lib/domain/request-step.ts";
import type { StepRefusal } from "#lib/domain/request-step-parts.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries } from "./append-entries.ts";
import { followReviews } from "./follow-reviews.ts";
import { noticesFor } from "./notices.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";

type WithoutNow<T> = T extends unknown ? Omit<T, "now"> : never;

/** An event before the moment of its conditional update is known. */
export type RequestEventInput = WithoutNow<RequestEvent>;

export interface Move {
  /** Looked at again whenever the row changed meanwhile. Null: nothing to do any more. */
  event: (request: RequestRecord) => RequestEventInput | null | Promise<RequestEventInput | null>;
  /** Entries for what the step did, without what every entry of a request has (see `aboutRequest`). */
  entries: (before: RequestRecord, after: RequestRecord) => EntryDraft[];
  /** What else of the request is fixed with this step: outcome, difference. */
  patch?: (before: RequestRecord, after: RequestRecord) => Partial<RequestRecord>;
  /** Writes of the same commit that have to come first: a unique index looks at every statement by itself. */
  first?: () => Statement[] | Promise<Statement[]>;
  /** Further writes of the same commit: votes, attempts. */
  also?: (before: RequestRecord, after: RequestRecord) => Statement[];
}

export type Moved =
  | { ok: true; before: RequestRecord; after: RequestRecord }
  | { ok: false; refusal: StepRefusal | "nothing_to_do"; request: RequestRecord };

/**
 * The one way in which a request changes: load, `step`, and write row, entries, case status and whatever belongs to it
 * in one commit, guarded by the version that was loaded. When somebody else was faster, all of it is decided again.
 */
export async function moveRequest(
  services: Services,
  actor: Actor,
  requestId: string,
  move: Move,
): Promise<Moved> {
  const moved = await retryOnConflict(async (): Promise<Moved> => {
    const { stores } = services;
    const before = await stores.requests.byId(requestId);
    if (!before) throw new DomainError("not_found", { what: "request" });
    const event = await move.event(before);
    if (event === null) return { ok: false, refusal: "nothing_to_do", request: before };
    const now = services.clock.now();
    const result = step(before, { ...event, now }, services.settings);
    if (!result.ok) return { ok: false, refusal: result.refusal, request: before };

    const stepped: RequestRecord = {
      ...before,
      ...result.next,
      decidedAt: before.decidedAt ?? (result.next.status === "approved" ? now : null),
      endedAt: before.endedAt ?? (await endOf(services, result.next.status, before, now)),
    };
    const after = { ...stepped, ...move.patch?.(before, stepped) };
    const found = await stores.cases.byId(before.caseId);
    if (!found) throw new Error(`The case of ${before.key} is not there.`);
    // Only a new status moves the case: a further reading must not undo what happened to the case since.
    const wasContained = await isStillContained(services, after);
    const followed =
      before.status === after.status ? null : followCase(found, { ...after, wasContained }, now);
    const drafts: EntryDraft[] = move
      .entries(before, after)
      .map((draft) => ({ ...aboutRequest(after), ...draft }));
    if (followed) drafts.push(caseMoved(after, found, followed));
    await stores.commit([
      ...((await move.first?.()) ?? []),
      stores.requests.update(before, after),
      ...(move.also?.(before, after) ?? []),
      ...(followed ? stores.cases.update(found, followed) : []),
      ...tellOutcome(services, before, after, found),
      ...(await followReviews(services, before, after)),
      ...(await appendEntries(services, actor, before.caseKey, drafts)),
    ]);
    return { ok: true, before, after: { ...after, version: before.version + 1 } };
  });
  if (moved.ok) {
    if (moved.before.status !== moved.after.status) sealWhatMoved(services, moved.after.status);
    services.hints.publish({ kind: "request", key: moved.after.key });
    services.hints.publish({ kind: "case", key: moved.after.caseKey });
  }
  return moved;
}

/** An approval is mostly carried out at once, and the seal that its call waits for covers it: so long it may take. */
const callSealsWithinMs = 100;

/** Decisions and outcomes are sealed at once; only a call waits for it. */
function sealWhatMoved({ seal }: Services, status: RequestStatus): void {
  if (status === "approved") seal.sealSoon(callSealsWithinMs);
  // A claim is no decision: either its call is sealed, or what ends it.
  else if (status !== "executing") seal.sealSoon();
}

const outcomeWords: Partial<Record<RequestStatus, string>> = {
  succeeded: "succeeded",
  refused: "was refused by 1Password; no change was made",
  failed: "failed; nothing of it is in force",
  superseded: "was superseded by a newer suspension",
  expired: "expired; nothing was sent",
  stale: "became stale; nothing was sent",
  needs_attention: "needs a person: the readings don't agree",
};

/** The requester hears how it ended; what needs a person, its case's owner hears as well. */
function tellOutcome(
  services: Services,
  before: RequestRecord,
  after: RequestRecord,
  found: CaseRecord,
): Statement[] {
  const words = before.status === after.status ? undefined : outcomeWords[after.status];
  if (words === undefined) return [];
  const stuck = after.status === "needs_attention";
  return noticesFor(services, {
    to: [after.requesterPersonId, stuck ? found.ownerPersonId : null],
    kind: stuck ? "needs_attention" : "request_settled",
    request: after,
    text: `${after.key} (${after.action} ${after.snapshot.name}) ${words}`,
  });
}

/** What every entry of a request says. */
export function aboutRequest(
  request: RequestRecord,
): Required<Pick<EntryDraft, "workflowId" | "subject" | "request" | "cause">> {
  return {
    workflowId: request.workflowId,
    subject: { account: request.accountId, userId: request.subjectId },
    request: { key: request.key, digest: request.digest, version: request.version },
    cause: { signals: [], policy: request.policy },
  };
}

/**
 * The newest success is what a person is meant to be, so its time is after the one before, whichever way the clock was
 * set in between.
 */
async function endOf(
  { stores }: Services,
  status: RequestStatus,
  request: RequestRecord,
  now: Date,
): Promise<Date | null> {
  if (!isEnded(status)) return null;
  const newest = status === "succeeded" ? await stores.requests.newestSucceeded(request.subjectId) : null;
  const earliestMs = newest?.endedAt ? newest.endedAt.getTime() + 1 : 0;
  return new Date(Math.max(now.getTime(), earliestMs));
}

/**
 * Whether a case may fall back to contained when this request comes to nothing. Not when a reactivation has succeeded
 * since it was made, nor when it overtook one of which nobody knows whether it landed.
 */
async function isStillContained({ stores }: Services, request: RequestRecord): Promise<boolean> {
  if (!request.wasContained || request.overtook) return false;
  return (await stores.requests.newestSucceeded(request.subjectId))?.action === "suspend";
}

/** The case as it stands after the request moved, or null when it stays where it is. */
export function followCase(found: CaseRecord, request: RequestRecord, now: Date): CaseRecord | null {
  const status = caseStatusAfterRequest({
    current: found.status,
    action: request.action,
    status: request.status,
    wasContained: request.wasContained,
  });
  // Whoever asks for something about a snoozed case has it before their eyes again.
  const awake = { snoozedUntil: null, snoozeSeverity: null };
  return status === found.status ? null : { ...found, ...awake, status, updatedAt: now };
}

export function caseMoved(request: RequestRecord, before: CaseRecord, after: CaseRecord): EntryDraft {
  return {
    type: "case.changed",
    workflowId: request.workflowId,
    subject: { account: request.accountId, userId: request.subjectId },
    before: before.status,
    after: after.status,
    facts: { what: "status" },
  };
}
