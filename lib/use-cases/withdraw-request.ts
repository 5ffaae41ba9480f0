import type { Actor, PersonActor } from "#lib/domain/actor.ts";
import { DomainError, type ErrorCode } from "#lib/domain/errors.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import type { RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";
import { subjectHolder } from "./append-entries.ts";
import { moveRequest } from "./move-request.ts";

/**
 * The requester takes back what they asked for; after the approval any approver may recall it too. A proposal is
 * dismissed by any analyst or IAM lead. Once it is claimed, nobody can stop it any more.
 */
export async function withdrawRequest(
  services: Services,
  actor: Actor,
  input: { requestKey: string; reason: string },
): Promise<{ key: string }> {
  const request = await services.stores.requests.byKey(input.requestKey);
  if (!request) throw new DomainError("not_found", { what: `request ${input.requestKey}` });
  if (actor.kind !== "person") throw new DomainError("machine_may_not");
  const problem = mayWithdraw(actor, request);
  if (problem !== null) throw new DomainError(problem, { status: request.status });
  const reason = input.reason.trim();
  // Nobody asked for it but a machine, which can't be asked later why it was dropped.
  if (request.status === "proposed" && reason === "") throw new DomainError("reason_missing");
  const moved = await moveRequest(services, actor, request.id, {
    // Asked again of the row that is written: a proposal that was adopted meanwhile is somebody's request now.
    event: (row) => (mayWithdraw(actor, row) === null ? { kind: "withdraw" } : null),
    entries: (before, after) => [
      {
        type: after.status === "withdrawn" ? "request.withdrawn" : "outcome.settled",
        before: before.status,
        after: after.status,
        outcome: { result: after.status, code: null },
        ...(reason === ""
          ? {}
          : {
              private: [
                { field: "reason", holder: subjectHolder(after.accountId, after.subjectId), text: reason },
              ],
            }),
      },
    ],
  });
  if (!moved.ok) throw new DomainError("request_under_way", { status: moved.request.status });
  return { key: request.key };
}

/** Why this person may not withdraw this request now, or null. The button and the refusal use the same answer. */
export function mayWithdraw(actor: PersonActor, request: RequestRecord): ErrorCode | null {
  switch (request.status) {
    case "proposed":
      return rolesAllow(actor.roles, "request_action") ? null : "role_missing";
    case "pending":
      return actor.personId === request.requesterPersonId ? null : "not_the_requester";
    case "approved":
      return actor.personId === request.requesterPersonId || rolesAllow(actor.roles, "recall_request")
        ? null
        : "not_the_requester";
    case "executing":
    case "unknown":
    case "needs_attention":
    case "succeeded":
    case "refused":
    case "failed":
    case "superseded":
    case "denied":
    case "withdrawn":
    case "expired":
    case "stale":
      return "request_under_way";
  }
}
