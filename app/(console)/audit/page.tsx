import type { Metadata } from "next";
import { ScrollText } from "lucide-react";
import { z } from "zod";

import { AuditTable } from "#components/audit/audit-table.tsx";
import { LogStanding } from "#components/audit/log-standing.tsx";
import { NoAccess } from "#components/audit/no-access.tsx";
import { FilterField } from "#components/filter-field.tsx";
import { listAddress } from "#components/list-address.ts";
import { firstRow, readTrail } from "#components/page-trail.ts";
import { SimulatedLegend } from "#components/simulated.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { entryTypes } from "#lib/domain/entry.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { neededRoles } from "#lib/use-cases/authorise.ts";
import { viewLogStanding } from "#lib/use-cases/log/view-log-standing.ts";
import { viewAudit } from "#lib/use-cases/view-audit.ts";
import { verifyLog } from "./actions.ts";

export const metadata: Metadata = { title: "Audit – Countersign" };

const rowsPerPage = 50;
const path = "/audit";

/** A parameter that comes twice or is nonsense counts as none. */
const Search = z.object({
  q: z.string().max(200).catch("").default(""),
  at: z.string().optional().catch(undefined),
});

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireActor();
  if (!rolesAllow(actor.roles, "audit")) {
    return (
      <NoAccess
        page="Audit"
        needs={neededRoles("audit")}
        wayOut={{ href: "/cases", label: "Go to the cases" }}
      />
    );
  }
  const { q, at } = Search.parse(await searchParams);
  const trail = readTrail(at);
  const [audit, standing] = await Promise.all([
    viewAudit(services(), actor, { q, limit: rowsPerPage, cursor: trail.at(-1) ?? null }),
    viewLogStanding(services(), services().anchors),
  ]);
  const { items, nextCursor, total } = audit;
  const first = firstRow(trail, rowsPerPage);
  const range = first === null ? null : `${first}–${first + items.length - 1}`;
  return (
    <>
      <PageHeader title="Audit" description="Everything that happened, entry by entry, as it is stored" />
      <LogStanding standing={standing} verify={verifyLog} />
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <FilterField
          path={path}
          label="Filter by case, request or type"
          placeholder="Case, request or type of entry"
          q={q}
          suggestions={entryTypes}
        />
        <p className="text-xs text-muted">
          For example IR-1042, REQ-1042, installation, or the beginning of a type: request.approved.
        </p>
        <div className="xl:ml-auto">
          <SimulatedLegend entries={items} />
        </div>
      </div>
      {items.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <EmptyState
            icon={<ScrollText />}
            title={q === "" ? "The log has no entry yet" : `No entry fits “${q}”`}
            actions={
              q === "" ? null : (
                <LinkButton href={path} size="sm">
                  Show all entries
                </LinkButton>
              )
            }
          >
            {q === ""
              ? "The first is written with the first sign-in or signal."
              : "The filter takes a whole key of a case or request, or the beginning of a type such as call. or session."}
          </EmptyState>
        </div>
      ) : (
        <>
          <AuditTable rows={items} />
          <Pagination
            label="Pages of the log"
            summary={
              range === null
                ? null
                : `Entries ${range}${q === "" ? ` of ${total.toLocaleString("en")}` : ` that fit “${q}”`}`
            }
            newerHref={trail.length === 0 ? null : listAddress(path, { q }, trail.slice(0, -1))}
            olderHref={nextCursor === null ? null : listAddress(path, { q }, [...trail, nextCursor])}
          />
        </>
      )}
    </>
  );
}
