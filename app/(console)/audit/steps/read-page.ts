import { auditAddress } from "#components/audit/audit-address.ts";
import { readTrail } from "#components/page-trail.ts";
import type { Provenance } from "#components/audit/list-foot.tsx";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { PersonActor } from "#lib/domain/actor.ts";
import type { Services } from "#lib/server/services.ts";
import type { AuditScope } from "#lib/use-cases/audit/scope.ts";

/** What every step of the page is rendered with. */
export interface StepProps {
  services: Services;
  actor: PersonActor;
  scope: AuditScope;
  made: Provenance;
}

const rowsPerPage = 50;

/** Which rows of a list the address asks for. */
export function readPage(query: AuditQuery) {
  const trail = readTrail(query.at);
  return {
    page: { limit: rowsPerPage, cursor: trail.at(-1) ?? null },
    hrefs: (nextCursor: string | null) => ({
      newerHref: trail.length === 0 ? null : auditAddress(query, {}, trail.slice(0, -1)),
      olderHref: nextCursor === null ? null : auditAddress(query, {}, [...trail, nextCursor]),
    }),
  };
}
