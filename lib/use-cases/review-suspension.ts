import { type Actor, makeSystemActor } from "#lib/domain/actor.ts";
import type { EntryDraft } from "#lib/domain/entry.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { RequestRecord, ReviewRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { appendEntries, subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { aboutRequest } from "./move-request.ts";
import { noticesFor } from "./notices.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { requireSecondPerson, stillCounts } from "./second-person.ts";

/** The longest span by which a review may be moved at once. */
const longestExtensionMs = 30 * 24 * 3_600_000;

/** Marks the reviews whose date has come and tells who has to act. Nothing is ever reactivated by a clock. */
export async function callReviews(services: Services): Promise<void> {
  for (const review of await services.stores.governance.reviewsToCome(services.clock.now(), 50)) {
    await change(services, makeSystemActor("clock"), review.requestId, async (now, request) => {
      if (now.status !== "planned") return null;
      const found = await services.stores.cases.byKey(now.caseKey);
      return {
        after: { ...now, status: "due" },
        entry: { facts: { what: "review", step: "due" } },
        also: noticesFor(services, {
          to: [request.requesterPersonId, found?.ownerPersonId ?? null],
          kind: "review_due",
          request,
          text: `${request.snapshot.name} is suspended and has to be looked at again`,
        }),
      };
    });
  }
}

/**
 * Keeps the suspension for longer. The first time one person is enough, with a reason; from the second time on the
 * extension only counts once another person has confirmed it. Returns whether it counts.
 */
export async function extendReview(
  services: Services,
  actor: Actor,
  input: { requestKey: string; until: Date; reason: string },
): Promise<{ extended: boolean }> {
  const person = requirePerson(actor, "work_case");
  const reason = requireReason(input.reason);
  const team = await loadTeam(services);
  requireTrusted(person, team);
  const request = await requireRequest(services, input.requestKey);
  const now = services.clock.now();
  if (input.until <= now || input.until.getTime() - now.getTime() > longestExtensionMs) {
    throw new DomainError("invalid_input", { problem: "The new date must lie within the next 30 days." });
  }
  let extended = false;
  await change(services, actor, request.id, (review) => {
    requireOpen(review);
    const { asked } = review;
    // What a suspect asked for counts no more: whoever comes next asks anew.
    const isConfirmation =
      asked !== null &&
      asked.until.getTime() === input.until.getTime() &&
      stillCounts(asked.byPersonId, team);
    if (isConfirmation) requireSecondPerson(person, asked.byPersonId, team);
    extended = review.extensions === 0 || isConfirmation;
    const moved = {
      status: "planned" as const,
      dueAt: input.until,
      extensions: review.extensions + 1,
      asked: null,
    };
    return {
      after: extended
        ? { ...review, ...moved }
        : { ...review, asked: { until: input.until, byPersonId: person.personId, reason } },
      entry: {
        facts: {
          what: "review",
          step: extended ? "extended" : "asked to extend",
          until: input.until.toISOString(),
        },
        private: [
          { field: "reason", holder: subjectHolder(request.accountId, request.subjectId), text: reason },
        ],
      },
    };
  });
  return { extended };
}

/** Gives the suspended person over to offboarding: somebody owns it, under a ticket. */
export async function handOverReview(
  services: Services,
  actor: Actor,
  input: { requestKey: string; ticket: string; reason: string },
): Promise<void> {
  const person = requirePerson(actor, "work_case");
  requireTrusted(person, await loadTeam(services));
  const reason = requireReason(input.reason);
  const ticket = input.ticket.trim().toWellFormed();
  if (ticket === "") throw new DomainError("invalid_input", { problem: "A ticket is needed to hand over." });
  const request = await requireRequest(services, input.requestKey);
  await change(services, actor, request.id, (review) => {
    requireOpen(review);
    return {
      after: { ...review, status: "handed_over", ticket },
      entry: {
        facts: { what: "review", step: "handed over" },
        private: [
          { field: "reason", holder: subjectHolder(request.accountId, request.subjectId), text: reason },
          { field: "ticket", holder: subjectHolder(request.accountId, request.subjectId), text: ticket },
        ],
      },
    };
  });
}

interface Change {
  after: ReviewRecord;
  entry: Pick<EntryDraft, "facts" | "private">;
  also?: Statement[];
}

async function change(
  services: Services,
  actor: Actor,
  requestId: string,
  decide: (review: ReviewRecord, request: RequestRecord) => Change | null | Promise<Change | null>,
): Promise<void> {
  const { stores } = services;
  await retryOnConflict(async () => {
    const [review, request] = await Promise.all([
      stores.governance.review(requestId),
      stores.requests.byId(requestId),
    ]);
    if (!review || !request) throw new DomainError("not_found", { what: "review of this suspension" });
    const changed = await decide(review, request);
    if (!changed) return;
    await stores.commit([
      stores.governance.updateReview(review, changed.after),
      ...(changed.also ?? []),
      ...(await appendEntries(services, actor, review.caseKey, [
        { ...aboutRequest(request), type: "case.changed", ...changed.entry },
      ])),
    ]);
    services.hints.publish({ kind: "case", key: review.caseKey });
  });
}

async function requireRequest(services: Services, key: string): Promise<RequestRecord> {
  const request = await services.stores.requests.byKey(key);
  if (!request) throw new DomainError("not_found", { what: `request ${key}` });
  return request;
}

function requireOpen(review: ReviewRecord): void {
  if (review.status === "done") {
    throw new DomainError("invalid_input", {
      problem: "This suspension was undone: there is nothing to review.",
    });
  }
}

function requireReason(text: string): string {
  const reason = text.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  return reason;
}
