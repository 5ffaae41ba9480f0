import type { Actor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { policyRefusal } from "#lib/domain/policy-checks.ts";
import { Policy } from "#lib/domain/policy.ts";
import type { Services } from "#lib/ports/services.ts";
import { appendEntries, installationChain } from "./append-entries.ts";
import { requirePerson } from "./authorise.ts";
import { endWhatNeedsMore } from "./end-what-needs-more.ts";
import { loadTeam, requireTrusted } from "./load-team.ts";
import { policyInForce } from "./policy-in-force.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { requireSecondPerson } from "./second-person.ts";

/** Drafts the next version of the policy. It has no effect until somebody else publishes it. */
export async function draftPolicy(
  services: Services,
  actor: Actor,
  input: Pick<Policy, "name" | "rules"> & Partial<Pick<Policy, "owner" | "reviewBy">>,
): Promise<{ policyId: string; version: number }> {
  const author = requirePerson(actor, "publish_policy");
  requireTrusted(author, await loadTeam(services));
  const parsed = Policy.omit({ id: true, version: true }).safeParse(input);
  if (!parsed.success) {
    throw new DomainError("invalid_input", { problem: "The rules of the policy can't be read." });
  }
  const problem = policyRefusal(parsed.data.rules);
  if (problem !== null) throw new DomainError("invalid_input", { problem });
  return retryOnConflict(async () => {
    const { stores, clock } = services;
    const policyId = "countersign";
    const versions = (await stores.governance.policyVersions()).filter(
      ({ policy }) => policy.id === policyId,
    );
    const version = Math.max(0, ...versions.map(({ policy }) => policy.version)) + 1;
    const policy: Policy = { id: policyId, version, ...parsed.data };
    await stores.commit([
      stores.governance.insertPolicy({
        policy,
        status: "draft",
        authorPersonId: author.personId,
        publisherPersonId: null,
        draftedAt: clock.now(),
        publishedAt: null,
      }),
      ...(await appendEntries(services, actor, installationChain, [
        { type: "setting.changed", facts: { name: `policy ${policyId} v${version}`, what: "drafted" } },
      ])),
    ]);
    return { policyId, version };
  });
}

/**
 * Puts somebody else's draft in force. It never lowers what a pending request needs; a request of which it now asks
 * more, or that it no longer permits, becomes stale.
 */
export async function publishPolicy(
  services: Services,
  actor: Actor,
  input: { policyId: string; version: number },
): Promise<void> {
  const publisher = requirePerson(actor, "publish_policy");
  await retryOnConflict(async () => {
    const { stores, clock } = services;
    const team = await loadTeam(services);
    requireTrusted(publisher, team);
    const draft = await stores.governance.policyVersion(input.policyId, input.version);
    if (!draft) throw new DomainError("not_found", { what: "draft of a policy" });
    if (draft.status !== "draft") throw new DomainError("changed_meanwhile");
    requireSecondPerson(publisher, draft.authorPersonId, team);
    const active = await stores.governance.activePolicy();
    const before = await policyInForce(services);
    await stores.commit([
      ...(active ? [stores.governance.movePolicy(active, { ...active, status: "retired" })] : []),
      stores.governance.movePolicy(draft, {
        ...draft,
        status: "active",
        publisherPersonId: publisher.personId,
        publishedAt: clock.now(),
      }),
      ...(await appendEntries(services, actor, installationChain, [
        {
          type: "policy.published",
          before: `${before.id} v${before.version}`,
          after: `${draft.policy.id} v${draft.policy.version}`,
          facts: { author: draft.authorPersonId ?? "" },
        },
      ])),
    ]);
  });
  await endWhatNeedsMore(services);
}
