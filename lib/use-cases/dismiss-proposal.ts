import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "./authorise.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { withdrawRequest } from "./withdraw-request.ts";

/**
 * A person says why a machine's proposal is not followed. Throws `reason_missing`, and `request_not_pending` where
 * somebody adopted it or the clock was faster.
 */
export async function dismissProposal(
  services: Services,
  actor: Actor,
  input: { requestKey: string; reason: string },
): Promise<{ key: string }> {
  const person = requirePerson(actor, "request_action");
  requireTrusted(person, await loadTeam(services));
  const proposal = await services.stores.requests.byKey(input.requestKey);
  if (!proposal) throw new DomainError("not_found", { what: `request ${input.requestKey}` });
  if (proposal.status !== "proposed") {
    throw new DomainError("request_not_pending", { status: proposal.status });
  }
  return withdrawRequest(services, person, input);
}
