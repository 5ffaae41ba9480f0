import type { Actor } from "#lib/domain/actor.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { subjectHolder } from "./append-entries.ts";
import { type Moved, moveRequest } from "./move-request.ts";

/**
 * Ends a request whose ground is gone, with what changed. After a counted attempt it can only have failed. `onlyIf`
 * says of the row as it is now whether the caller may still speak for it.
 */
export function makeStale(
  services: Services,
  actor: Actor,
  requestId: string,
  { difference, onlyIf }: { difference: string; onlyIf: (request: RequestRecord) => boolean },
): Promise<Moved> {
  return moveRequest(services, actor, requestId, {
    event: (request) => (onlyIf(request) ? { kind: "make_stale" } : null),
    patch: () => ({ staleDifference: difference }),
    entries: (before, after) => [
      {
        type: after.status === "stale" ? "request.stale" : "outcome.settled",
        before: before.status,
        after: after.status,
        outcome: { result: after.status, code: "changed" },
        private: [
          { field: "difference", holder: subjectHolder(after.accountId, after.subjectId), text: difference },
        ],
      },
    ],
  });
}

/** Before it is claimed anybody whose finding it is may end a request; from the claim on only the executor. */
export function isUnclaimed({ status }: RequestRecord): boolean {
  return status === "pending" || status === "approved";
}
