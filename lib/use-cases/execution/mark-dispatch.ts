import type { Actor } from "#lib/domain/actor.ts";
import type { UserReading } from "#lib/domain/directory.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { moveRequest } from "#lib/use-cases/move-request.ts";

export interface Marked {
  request: RequestRecord;
  /** Number of the attempt over the life of the request, from 1. */
  attempt: number;
  /** No byte of the call leaves after this. */
  leaveBy: Date;
}

/**
 * Commits the intent: attempt, entry and state in one. From here on something may have been sent; before it, nothing
 * can have been. Null when the claim is not this worker's any more.
 */
export async function markDispatch(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  reading: UserReading,
): Promise<Marked | null> {
  const attempt = (await services.stores.requests.attempts(request.id)).length + 1;
  const moved = await moveRequest(services, actor, request.id, {
    event: () => ({ kind: "mark", fence: request.fence }),
    entries: (_before, after) => [
      {
        type: "call.intended",
        before: { state: reading.state, readAt: reading.readAt.toISOString() },
        call: {
          attempt,
          fence: after.fence,
          method: "POST",
          path: actionPath(services, after),
          status: null,
          requestId: null,
          ms: 0,
        },
      },
    ],
    also: (_before, after) => [
      services.stores.subjects.keepReading(after.accountId, reading),
      services.stores.requests.insertAttempt({
        requestId: after.id,
        n: attempt,
        fence: after.fence,
        markedAt: after.markedAt ?? services.clock.now(),
        answer: null,
      }),
    ],
  });
  if (!moved.ok || moved.after.markedAt === null) return null;
  return {
    request: moved.after,
    attempt,
    leaveBy: new Date(moved.after.markedAt.getTime() + services.settings.dispatchPauseMs),
  };
}

function actionPath(services: Services, request: RequestRecord): string {
  const { apiVersion, accountId } = services.directory.host;
  return `/${apiVersion}/accounts/${accountId}/users/${request.subjectId}:${request.action}`;
}
