import { makeSystemActor } from "#lib/domain/actor.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { endOverIncident } from "#lib/use-cases/guard-rails/mass-incident.ts";
import { callReviews } from "#lib/use-cases/review-suspension.ts";
import { moveRequest } from "#lib/use-cases/move-request.ts";
import { executeRequest } from "./execute-request.ts";
import { reconcileRequest } from "./reconcile-request.ts";
import { watchDrift } from "./watch-drift.ts";

const clockActor = makeSystemActor("clock");
const atOnce = 50;

/**
 * One round of the background work: whatever is due now goes one step further. Safe to run in several processes, for
 * each step is guarded by the row's version and each call by a claim.
 */
export async function advanceRequests(services: Services): Promise<void> {
  const due = await services.stores.requests.due(services.clock.now(), atOnce);
  await Promise.all(due.map((request) => advance(services, request)));
  await callReviews(services);
  await endOverIncident(services);
}

/**
 * What a crash left behind, before any request is served: a claim whose lease is over was either never sent, or its
 * outcome is unknown. Nothing is asked of 1Password here, so a start doesn't wait for it.
 */
export async function recoverRequests(services: Services): Promise<void> {
  const due = await services.stores.requests.due(services.clock.now(), atOnce);
  for (const request of due) {
    if (request.status === "executing") await loseLease(services, request);
  }
}

async function advance(services: Services, request: RequestRecord): Promise<void> {
  const now = services.clock.now();
  switch (request.status) {
    case "proposed":
    case "pending":
      return expire(services, request);
    case "approved":
      if (request.executeBy !== null && now >= request.executeBy) return expire(services, request);
      return executeRequest(services, request.id);
    case "executing":
      return loseLease(services, request);
    case "unknown":
    case "needs_attention":
      return reconcileRequest(services, request);
    case "succeeded":
      if (request.nextTryAt !== null && now >= request.nextTryAt) return watchDrift(services, request);
      return freeUser(services, request);
    case "refused":
    case "failed":
    case "superseded":
    case "denied":
    case "withdrawn":
    case "expired":
    case "stale":
      return freeUser(services, request);
  }
}

async function expire(services: Services, request: RequestRecord): Promise<void> {
  await moveRequest(services, clockActor, request.id, {
    event: () => ({ kind: "expire" }),
    entries: (before, after) => [
      {
        type: after.status === "expired" ? "request.expired" : "outcome.settled",
        before: before.status,
        after: after.status,
        outcome: { result: after.status, code: "clock" },
      },
    ],
  });
}

async function loseLease(services: Services, request: RequestRecord): Promise<void> {
  await moveRequest(services, clockActor, request.id, {
    event: (now) => (now.fence === request.fence ? { kind: "lose_lease" } : null),
    entries: (before, after) => [
      {
        type: after.status === "unknown" ? "outcome.unknown" : "request.released",
        before: before.status,
        after: after.status,
        outcome: { result: after.status === "unknown" ? "unknown" : "not_sent", code: "lease_over" },
      },
    ],
  });
}

async function freeUser(services: Services, request: RequestRecord): Promise<void> {
  await moveRequest(services, clockActor, request.id, {
    event: () => ({ kind: "free_user" }),
    entries: () => [],
  });
}
