import type { Action } from "#lib/domain/directory.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { step } from "#lib/domain/request-step.ts";
import type { CaseRecord, RequestRecord } from "#lib/ports/records.ts";
import type { Services } from "#lib/ports/services.ts";

/**
 * The proposal that a person is about to adopt. Throws `not_found` where the case has none of this key and action,
 * `request_not_pending` where it was adopted, dismissed or has expired.
 */
export async function loadProposal(
  services: Pick<Services, "stores">,
  input: { requestKey: string; action: Action },
  found: CaseRecord,
): Promise<RequestRecord> {
  const proposal = await services.stores.requests.byKey(input.requestKey);
  if (!proposal || proposal.caseId !== found.id || proposal.action !== input.action) {
    throw new DomainError("not_found", { what: `proposal ${input.requestKey} in ${found.key}` });
  }
  if (proposal.status !== "proposed") {
    throw new DomainError("request_not_pending", { status: proposal.status });
  }
  return proposal;
}

/**
 * The proposal as the request that its adopter stands behind: what is asked for, digest and policy are the person's,
 * key and origin stay. Throws `request_expired` where the clock was faster.
 */
export function adopted(
  services: Pick<Services, "settings">,
  proposal: RequestRecord,
  made: RequestRecord,
): RequestRecord {
  const { expiresAt, createdAt: now } = made;
  const stepped = step(proposal, { kind: "adopt", expiresAt, now }, services.settings);
  if (!stepped.ok) throw new DomainError("request_expired", { at: proposal.expiresAt.toISOString() });
  const { id, key, version, proposedBy } = proposal;
  return { ...made, status: stepped.next.status, id, key, version, proposedBy };
}
