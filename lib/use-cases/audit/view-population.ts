import type { Actor } from "#lib/domain/actor.ts";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { CompletenessView, PopulationCounts, PopulationView } from "#lib/domain/views/audit-view.ts";
import type { AuditFilter, Completeness } from "#lib/ports/audit-store.ts";
import type { Services } from "#lib/ports/services.ts";
import { requirePerson } from "#lib/use-cases/authorise.ts";
import { type AuditScope, withEnd } from "./scope.ts";
import { toRequestRow } from "./to-row.ts";

/**
 * Everything that was asked for in a period, counted exactly, and whether anything of it is missing. A request counts
 * in the period in which it was made, by what has become of it until now.
 */
export async function viewPopulation(
  services: Services,
  actor: Actor,
  scope: AuditScope,
  input: { end: AuditQuery["end"]; limit: number; cursor: string | null },
): Promise<PopulationView> {
  requirePerson(actor, "audit");
  const { audit } = services.stores;
  const wanted = withEnd(scope.population, input.end);
  const [counts, completeness, page, total] = await Promise.all([
    countPopulation(services, scope.population),
    audit.completeness(scope.population),
    audit.requests(wanted, input),
    audit.total(wanted),
  ]);
  return {
    counts,
    completeness: toCompletenessView(completeness),
    rows: {
      items: page.items.map((request) => toRequestRow(scope, request)),
      nextCursor: page.nextCursor,
      total,
    },
  };
}

async function countPopulation({ stores }: Services, filter: AuditFilter): Promise<PopulationCounts> {
  const { audit } = stores;
  const { from, to } = filter;
  const every = { from, to, code: null, exception: null };
  const [requests, carriedOut, refused, signInsRefused, simulated] = await Promise.all([
    audit.counts(filter),
    audit.carriedOutCounts(filter),
    audit.refusedDecisions(filter),
    audit.entryCount({ ...every, types: ["session.refused"] }),
    audit.simulatedCount(filter),
  ]);
  const byStatus: PopulationCounts["byStatus"] = {};
  for (const { status, count } of requests) byStatus[status] = (byStatus[status] ?? 0) + count;
  const asked = (action: string) => sum(requests.filter((row) => row.action === action));
  const done = (action: string) => sum(carriedOut.filter((row) => row.action === action));
  return {
    requests: sum(requests),
    suspensions: asked("suspend"),
    reactivations: asked("reactivate"),
    byStatus,
    approvals: requests.reduce((all, { approvals }) => all + approvals, 0),
    selfApprovalsBlocked: sum(refused.filter(({ code }) => code === "self_approval")),
    decisionsRefused: sum(refused),
    signInsRefused,
    simulated,
    carriedOut: { suspend: done("suspend"), reactivate: done("reactivate") },
  };
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((all, { count }) => all + count, 0);
}

/** A number that was taken and of which the log knows nothing never became a request; one that it knows is lost. */
function toCompletenessView(found: Completeness): CompletenessView {
  const key = (number: number) => `REQ-${number}`;
  const lost = found.missing.filter(({ inLog }) => inLog).map(({ number }) => key(number));
  return {
    gaps: lost.length + found.unopened.length + found.brokenChains.length,
    numbers: found.numbers && {
      lowest: key(found.numbers.lowest),
      highest: key(found.numbers.highest),
    },
    lost,
    unused: found.missing.filter(({ inLog }) => !inLog).map(({ number }) => key(number)),
    unusedTotal: found.missingTotal - lost.length,
    unopened: found.unopened,
    brokenChains: found.brokenChains,
    chains: found.chains,
    entries: found.entries,
    sealed: found.entries - found.unsealed,
  };
}
