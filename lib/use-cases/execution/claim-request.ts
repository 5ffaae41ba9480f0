import type { Actor } from "#lib/domain/actor.ts";
import { isEnded } from "#lib/domain/request.ts";
import { step } from "#lib/domain/request-step.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { aboutRequest, moveRequest } from "#lib/use-cases/move-request.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

/**
 * Claims an approved request for this worker, or null when it can't be carried out now: not due, somebody else's, or
 * the user is held by another request. A suspension takes the user over from a reactivation whose outcome nobody
 * knows: it never waits for one.
 */
export async function claimRequest(
  services: Services,
  actor: Actor,
  requestId: string,
): Promise<RequestRecord | null> {
  const waiting = await services.stores.requests.byId(requestId);
  if (!waiting || waiting.status !== "approved") return null;
  const holder = await services.stores.requests.holder(waiting.subjectId);
  let takesOver: { quietUntil: Date } | null = null;
  if (holder && holder.id !== waiting.id) {
    if (waiting.action !== "suspend" || holder.action !== "reactivate") return null;
    const freed = await takeUserFrom(services, actor, holder, waiting);
    if (!freed) return null;
    takesOver = { quietUntil: freed };
  }
  const moved = await moveRequest(services, actor, requestId, {
    event: (request) => (request.status === "approved" ? { kind: "claim", takesOver } : null),
    entries: (before, after) => [
      {
        type: "request.claimed",
        before: before.status,
        after: after.status,
        facts: { fence: String(after.fence), ...(after.overtook ? { overtook: "true" } : {}) },
      },
    ],
  });
  return moved.ok ? moved.after : null;
}

/**
 * Ends the hold of an uncertain reactivation. Returns until when its call could still land, or null when it is being
 * carried out right now (then its answer is at most seconds away).
 */
async function takeUserFrom(
  services: Services,
  actor: Actor,
  holder: RequestRecord,
  by: RequestRecord,
): Promise<Date | null> {
  const now = services.clock.now();
  if (isEnded(holder.status)) {
    return retryOnConflict(async () => {
      const result = step(holder, { kind: "hand_over", now }, services.settings);
      if (!result.ok) return null;
      await services.stores.commit([
        services.stores.requests.update(holder, { ...holder, ...result.next }),
        ...(await appendEntries(services, actor, holder.caseKey, [
          { ...aboutRequest(holder), type: "request.released", facts: { handedTo: by.key } },
        ])),
      ]);
      return holder.quietUntil ?? now;
    });
  }
  const moved = await moveRequest(services, actor, holder.id, {
    event: () => ({ kind: "supersede" }),
    entries: (before, after) => [
      {
        type: "outcome.settled",
        before: before.status,
        after: after.status,
        outcome: { result: "superseded", code: by.key },
      },
    ],
  });
  return moved.ok ? (holder.quietUntil ?? now) : null;
}
