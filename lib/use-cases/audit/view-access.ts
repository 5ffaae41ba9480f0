import type { Actor } from "#lib/domain/actor.ts";
import type {
  AuditMachines,
  AuditMember,
  CarriedOutRow,
  DecisionMatrix,
  RowsPage,
} from "#lib/domain/views/audit-view.ts";
import type { CarriedOut } from "#lib/ports/audit-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import type { AuditScope } from "./scope.ts";
import { toRequestRow } from "./to-row.ts";

/** Who asked, against who decided: by persons, whatever accounts they used. */
export async function viewDecisions(
  services: Services,
  actor: Actor,
  scope: AuditScope,
): Promise<DecisionMatrix> {
  requirePerson(actor, "audit");
  const { team } = scope;
  const found = await services.stores.audit.decisions(scope.population);
  const cells = new Map<string, Map<string, { approved: number; denied: number }>>();
  const deciders = new Set<string>();
  for (const { requesterPersonId, deciderPersonId, decision, count } of found) {
    const requester = team.personOf(requesterPersonId);
    const decider = team.personOf(deciderPersonId);
    deciders.add(decider);
    const row = cells.get(requester) ?? new Map<string, { approved: number; denied: number }>();
    const cell = row.get(decider) ?? { approved: 0, denied: 0 };
    cell[decision === "approve" ? "approved" : "denied"] += count;
    cells.set(requester, row.set(decider, cell));
  }
  const byName = (a: string, b: string) =>
    (scope.nameOf(a) ?? "").localeCompare(scope.nameOf(b) ?? "", "en") || (a < b ? -1 : 1);
  const columns = [...deciders].sort(byName);
  return {
    people: columns.map((id) => ({ id, name: scope.nameOf(id) ?? "" })),
    rows: [...cells.keys()].sort(byName).map((requester) => ({
      requester: { id: requester, name: scope.nameOf(requester) ?? "" },
      cells: columns.map((decider) => cells.get(requester)?.get(decider) ?? { approved: 0, denied: 0 }),
    })),
    total: found.reduce((sum, { count }) => sum + count, 0),
  };
}

const dayMs = 86_400_000;

/** Everybody who was suspended or reactivated in the period, newest first, with what has become of it. */
export async function viewCarriedOut(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  page: { limit: number; cursor: string | null },
): Promise<RowsPage<CarriedOutRow>> {
  requirePerson(actor, "audit");
  const found = await services.stores.audit.carriedOut(scope.population, page);
  const now = services.clock.now();
  return {
    total: found.total,
    nextCursor: found.nextCursor,
    items: found.items.map((request) => ({
      ...toRequestRow(scope, request),
      reason: request.reason,
      stateNow: request.stateNow && {
        state: request.stateNow.state,
        readAt: request.stateNow.readAt.toISOString(),
      },
      daysSuspended: daysSuspended(request, now),
      review: request.review && {
        dueAt: request.review.dueAt.toISOString(),
        status: request.review.status,
      },
    })),
  };
}

/** Whole days from the suspension to its reactivation, or until now; null for a reactivation. */
function daysSuspended({ action, endedAt, undoneAt }: CarriedOut, now: Date): number | null {
  if (action !== "suspend" || endedAt === null) return null;
  return Math.floor(((undoneAt ?? now).getTime() - endedAt.getTime()) / dayMs);
}

/** Every account that was ever a member, disabled ones too. */
export async function viewMembers(
  services: Services,
  actor: Actor,
  scope: Pick<AuditScope, "nameOf">,
): Promise<AuditMember[]> {
  requirePerson(actor, "audit");
  const members = await services.stores.people.members();
  return members
    .map((member) => ({
      name: member.name,
      email: member.email,
      roles: member.roles,
      firstSeenAt: member.firstSeenAt.toISOString(),
      lastSeenAt: member.lastSeenAt?.toISOString() ?? null,
      disabledAt: member.disabledAt?.toISOString() ?? null,
      linkedTo: member.linkedToPersonId === null ? null : scope.nameOf(member.linkedToPersonId),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "en") || (a.email < b.email ? -1 : 1));
}

const applicationNames = {
  "look-up": "Users API: look-up",
  suspend: "Users API: suspend",
  reactivate: "Users API: reactivate",
} as const;

/** What acts without a person: keys, sources and the applications at 1Password. Nothing here is a secret. */
export async function viewMachines(services: Services, actor: Actor): Promise<AuditMachines> {
  requirePerson(actor, "audit");
  const [keys, sources] = await Promise.all([services.stores.apiKeys.all(), services.stores.sources.all()]);
  return {
    keys: keys.map(({ name, scopes, createdAt, lastUsedAt, revokedAt }) => ({
      name,
      scopes,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
    sources: sources.map(({ name, preset, enabled, createdAt, lastDeliveryAt, accepted, rejected }) => ({
      name,
      preset,
      enabled,
      createdAt: createdAt.toISOString(),
      lastDeliveryAt: lastDeliveryAt?.toISOString() ?? null,
      accepted,
      rejected,
    })),
    applications: services.directory.health().map(({ credential, lastSuccessAt, lastFailureAt }) => ({
      name: applicationNames[credential],
      lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
      lastFailureAt: lastFailureAt?.toISOString() ?? null,
    })),
  };
}
