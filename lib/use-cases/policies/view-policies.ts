import type { PolicyVersionRecord } from "#lib/ports/governance-store.ts";
import type { Actor } from "#lib/domain/actor.ts";
import type { Team } from "#lib/domain/team.ts";
import { isSuspect } from "#lib/domain/two-person-rule.ts";
import type { PoliciesView, PolicyDraftView, PolicyVersionView } from "#lib/domain/views/policy-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { Services } from "#lib/ports/services.ts";
import { requireReader } from "#lib/use-cases/authorise.ts";
import { loadTeam } from "#lib/use-cases/load-team.ts";
import { refusedRight, rightTo } from "#lib/use-cases/rights.ts";
import { secondPersonRight } from "#lib/use-cases/second-person.ts";

const hitsOfMs = 30 * 24 * 3_600_000;

/** The policy in force, the drafts that wait for a second person, and every earlier version. */
export async function viewPolicies(services: Services, actor: Actor): Promise<PoliciesView> {
  requireReader(actor);
  const { stores, clock } = services;
  const now = clock.now();
  const [versions, team] = await Promise.all([stores.governance.policyVersions(), loadTeam(services)]);
  const toView = (record: PolicyVersionRecord) => viewVersion(record, team, now);
  const active = versions.find(({ status }) => status === "active");
  const inForce: PolicyVersionView = active
    ? toView(active)
    : {
        policy: services.policy,
        status: "shipped",
        author: null,
        publisher: null,
        draftedAt: null,
        publishedAt: null,
        reviewOverdue: false,
      };
  const hits = await stores.governance.ruleHits(inForce.policy, new Date(now.getTime() - hitsOfMs));
  const role = rightTo(actor, "publish_policy");
  return {
    inForce: { ...inForce, hits: Object.fromEntries(hits.map(({ rule, count }) => [rule, count])) },
    drafts: versions
      .filter(({ status }) => status === "draft")
      .map((record) => ({ ...toView(record), rights: draftRights(record, { actor, team, role }) })),
    earlier: versions.filter(({ status }) => status === "retired" || status === "discarded").map(toView),
    rights: { draft: trusted(role, actor, team) },
  };
}

function viewVersion(record: PolicyVersionRecord, team: Team, now: Date): PolicyVersionView {
  const { policy, status, authorPersonId, publisherPersonId, draftedAt, publishedAt } = record;
  const nameOf = (id: string | null) =>
    id === null ? null : (team.persons.find((person) => person.id === team.personOf(id))?.name ?? null);
  return {
    policy,
    status,
    author: nameOf(authorPersonId),
    publisher: nameOf(publisherPersonId),
    draftedAt: draftedAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
    reviewOverdue:
      status === "active" && policy.reviewBy !== null && policy.reviewBy < now.toISOString().slice(0, 10),
  };
}

function draftRights(
  { authorPersonId }: PolicyVersionRecord,
  { actor, team, role }: { actor: Actor; team: Team; role: Right },
): PolicyDraftView["rights"] {
  const right = trusted(role, actor, team);
  return { publish: secondPersonRight(right, actor, { askedBy: authorPersonId, team }), discard: right };
}

function trusted(role: Right, actor: Actor, team: Team): Right {
  if (!role.allowed || actor.kind !== "person") return role;
  return isSuspect(actor.personId, team) ? refusedRight("under_investigation") : role;
}
