import { makeSystemActor } from "#lib/domain/actor.ts";
import { wantedState } from "#lib/domain/directory.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries } from "#lib/use-cases/append-entries.ts";
import { aboutRequest, moveRequest } from "#lib/use-cases/move-request.ts";
import { noticesFor } from "#lib/use-cases/notices.ts";
import { retryOnConflict } from "#lib/use-cases/retry-on-conflict.ts";

const watcher = makeSystemActor("reconciler");
const readWithinMs = 20_000;

/**
 * Looks again some time after a success, without holding the user: has the state moved, not through us? Then the case
 * is open again, with what was read. The request stays what it is: an end is final.
 */
export async function watchDrift(services: Services, request: RequestRecord): Promise<void> {
  const newest = await services.stores.requests.newestSucceeded(request.subjectId);
  const other = await services.stores.requests.holder(request.subjectId);
  // A newer request of ours is responsible for the state from its claim on.
  const isOurs = newest?.id === request.id && (other === null || other.id === request.id);
  const read = isOurs
    ? await services.directory.readUser({
        userId: request.subjectId,
        credential: request.action,
        signal: AbortSignal.timeout(readWithinMs),
      })
    : null;
  const drifted =
    read?.ok && read.user.state !== "UNKNOWN" && read.user.state !== wantedState[request.action];
  if (read?.ok) await services.stores.subjects.saveReading(services.directory.host.accountId, read.user);
  if (read?.ok && drifted) await reopen(services, request, read.user);
  await moveRequest(services, watcher, request.id, { event: () => ({ kind: "watch" }), entries: () => [] });
}

async function reopen(
  services: Services,
  request: RequestRecord,
  seen: { state: string; readAt: Date },
): Promise<void> {
  const { stores } = services;
  await retryOnConflict(async () => {
    const found = await stores.cases.byId(request.caseId);
    if (!found) return;
    // Where the person has another open case by now, the drift belongs there.
    const open = (await stores.cases.openOfSubject(request.subjectId)) ?? found;
    const status =
      open.status === "closed" ? "reopened" : open.status === "contained" ? "triage" : open.status;
    const after = { ...open, status, closedAt: null, updatedAt: services.clock.now() } as const;
    await stores.commit([
      ...stores.cases.update(open, after),
      ...noticesFor(services, {
        to: [request.requesterPersonId, open.ownerPersonId],
        kind: "needs_attention",
        request: { key: request.key, caseKey: open.key },
        text: `${request.snapshot.name} is ${seen.state} again, not through this console`,
      }),
      ...(await appendEntries(services, watcher, open.key, [
        {
          ...aboutRequest(request),
          type: "state.observed",
          before: wantedState[request.action],
          after: { state: seen.state, readAt: seen.readAt.toISOString() },
          facts: { drift: "true" },
        },
        ...(status === open.status
          ? []
          : [
              {
                type: "case.changed" as const,
                workflowId: open.workflowId,
                before: open.status,
                after: status,
                facts: { what: "status" },
              },
            ]),
      ])),
    ]);
    services.hints.publish({ kind: "case", key: open.key });
  });
}
