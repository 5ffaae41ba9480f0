import type { Actor } from "#lib/domain/actor.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";
import { moveRequest } from "#lib/use-cases/move-request.ts";

/** Back to approved after a try that certainly had no effect; the next claim waits as long as it was asked to. */
export async function releaseRequest(
  services: Services,
  actor: Actor,
  request: RequestRecord,
  input: { code: string; retryAfterMs: number | null; also?: () => Statement[] },
): Promise<void> {
  await moveRequest(services, actor, request.id, {
    event: (now) =>
      now.status === "executing"
        ? { kind: "release", fence: request.fence, retryAfterMs: input.retryAfterMs }
        : null,
    entries: (before, after) => [
      {
        type: "request.released",
        before: before.status,
        after: after.status,
        outcome: { result: "not_sent", code: input.code },
        facts: after.nextTryAt === null ? {} : { nextTryAt: after.nextTryAt.toISOString() },
      },
    ],
    ...(input.also ? { also: input.also } : {}),
  });
}
