import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { requestAction, type RequestActionInput } from "./request-action.ts";

/**
 * A person stands behind what a machine proposed: they become its requester, with a reason and causes of their own.
 * Every check of `requestAction` is made, and the digest that a second person decides on is made here.
 */
export async function adoptProposal(
  services: Services,
  actor: Actor,
  input: Omit<RequestActionInput, "caseKey" | "action" | "adopts"> & { requestKey: string },
): Promise<{ key: string }> {
  const { requestKey, ...given } = input;
  const proposal = await services.stores.requests.byKey(requestKey);
  if (!proposal) throw new DomainError("not_found", { what: `request ${requestKey}` });
  const { caseKey, action } = proposal;
  return requestAction(services, actor, { ...given, caseKey, action, adopts: requestKey });
}
