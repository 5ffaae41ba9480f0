import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { subjectHolder } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { moveRequest } from "./move-request.ts";
import { readForDecision } from "./read-for-decision.ts";

/**
 * Settles a request whose readings had not agreed. A person starts it, with a reason; two fresh readings decide: they
 * have to agree, and no call may be able to land any more.
 */
export async function settleRequest(
  services: Services,
  actor: Actor,
  input: { requestKey: string; reason: string },
): Promise<{ key: string; status: string }> {
  const person = requirePerson(actor, "settle_request");
  requireTrusted(person, await loadTeam(services));
  const reason = input.reason.trim().toWellFormed();
  if (reason === "") throw new DomainError("reason_missing");
  const request = await services.stores.requests.byKey(input.requestKey);
  if (!request) throw new DomainError("not_found", { what: `request ${input.requestKey}` });
  if (request.status !== "needs_attention") {
    throw new DomainError("request_not_pending", { status: request.status });
  }
  const first = await readForDecision(services, request.subjectId);
  const second = await readForDecision(services, request.subjectId);
  if (first.state !== second.state || second.state === "UNKNOWN") throw new DomainError("readings_disagree");
  const { state, readAt, askedAt } = second;
  const moved = await moveRequest(services, actor, request.id, {
    event: () => ({ kind: "settle", state, askedAt }),
    patch: (before, after) => ({
      outcome: {
        code: after.status === "succeeded" ? "observed" : "not_in_force",
        message:
          after.status === "succeeded"
            ? "Two fresh readings show the wanted state: observed, the cause can't be proven."
            : "Two fresh readings show that nothing of the request is in force.",
        how: "observed",
        before: before.outcome?.before ?? null,
        answer: before.outcome?.answer ?? null,
        after: { state, readAt },
      },
    }),
    entries: (before, after) => [
      {
        type: "outcome.settled",
        before: before.status,
        after: { state, readAt: readAt.toISOString() },
        outcome: { result: after.status, code: "observed" },
        private: [{ field: "reason", holder: subjectHolder(after.accountId, after.subjectId), text: reason }],
      },
    ],
  });
  if (moved.ok) return { key: request.key, status: moved.after.status };
  if (moved.refusal === "not_quiet_yet") {
    throw new DomainError("not_quiet_yet", { until: moved.request.quietUntil?.toISOString() ?? "" });
  }
  throw new DomainError("changed_meanwhile");
}
