import { makeSystemActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import type { Services } from "#lib/ports/services.ts";
import { Conflict } from "#lib/ports/store.ts";
import { isUnclaimed, makeStale } from "./make-stale.ts";
import { policyProblem } from "./policy-problem.ts";

/**
 * Ends what waits for a decision or for its execution and of which the policy now asks more, because a policy was
 * published or because what it judges by has changed. What isn't ended here is looked at again before anything is sent.
 */
export async function endWhatNeedsMore(services: Services): Promise<void> {
  const { requests } = services.stores;
  const open = [
    ...(await requests.pending({ limit: 1_000, cursor: null })).items,
    ...(await requests.underWay(1_000)),
  ].filter(({ status }) => status === "pending" || status === "approved");
  for (const request of open) {
    const problem = await policyProblem(services, request);
    if (problem === null) continue;
    try {
      await makeStale(services, makeSystemActor("clock"), request.id, {
        difference: problem,
        onlyIf: isUnclaimed,
      });
    } catch (error) {
      // Somebody else ended it at the same moment; what is left is looked at again before anything is sent.
      if (!(error instanceof Conflict) && !(error instanceof DomainError)) throw error;
    }
  }
  services.hints.publish({ kind: "settings" });
}
