import type { Metadata } from "next";
import type { ReactNode } from "react";

import { ExportLink } from "#components/audit/export-link.tsx";
import { LogStanding } from "#components/audit/log-standing.tsx";
import { NoAccess } from "#components/shell/no-access.tsx";
import { PaperFoot } from "#components/audit/paper-foot.tsx";
import { PeriodBar } from "#components/audit/period-bar.tsx";
import { StepNav } from "#components/audit/step-nav.tsx";
import { ExportEvidence } from "#components/evidence/export-evidence.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { AuditQuery, type AuditStep } from "#lib/domain/audit.ts";
import type { PeriodView } from "#lib/domain/views/audit-view.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { openScope } from "#lib/use-cases/audit/scope.ts";
import { neededRoles } from "#lib/use-cases/authorise.ts";
import { viewLogStanding } from "#lib/use-cases/log/view-log-standing.ts";
import { verifyLog } from "./actions.ts";
import { Access } from "./steps/access.tsx";
import { Entries } from "./steps/entries.tsx";
import { Exceptions } from "./steps/exceptions.tsx";
import { Population } from "./steps/population.tsx";
import type { StepProps } from "./steps/read-page.ts";
import { Record } from "./steps/record.tsx";
import { Sample } from "./steps/sample.tsx";

export const metadata: Metadata = { title: "Audit – Countersign" };

interface Props {
  searchParams: Promise<{ [name: string]: string | string[] | undefined }>;
}

const steps: { [Step in AuditStep]: (props: StepProps) => Promise<ReactNode> } = {
  population: Population,
  exceptions: Exceptions,
  sample: Sample,
  record: Record,
  access: Access,
  entries: Entries,
};

export default async function AuditPage({ searchParams }: Props) {
  const actor = await requireActor();
  if (!rolesAllow(actor.roles, "audit")) {
    return (
      <NoAccess
        title="Audit is not open to your role"
        needs={neededRoles("audit")}
        wayOut={{ href: "/cases", label: "Go to the cases" }}
      >
        What happened in a single case stands in that case’s own timeline, which you may read.
      </NoAccess>
    );
  }
  const query = readQuery(await searchParams);
  const here = services();
  const [scope, standing] = await Promise.all([openScope(here, query), viewLogStanding(here, here.anchors)]);
  const made = {
    query,
    period: scope.period,
    people: scope.people,
    standing,
    version: here.installation.version,
    madeAt: here.clock.now().toISOString(),
  };
  const Step = steps[query.step];
  return (
    <>
      <PaperFoot text={paperFoot(standing)} />
      <PageHeader
        title="Audit"
        description="Who suspended and restored whom, who allowed it, and whether the record holds"
        actions={
          <>
            {query.step === "record" ? null : (
              <ExportEvidence href={periodEvidence(scope.period)} size="md" />
            )}
            <ExportLink query={query} list="population" format="csv" label="Export population" size="md" />
          </>
        }
      />
      <LogStanding standing={standing} verify={verifyLog} />
      <PeriodBar query={query} period={scope.period} people={scope.people} />
      <StepNav query={query} period={scope.period} />
      <Step services={here} actor={actor} scope={scope} made={made} />
    </>
  );
}

/** What looks for something in the log means the log, as in addresses made before the page had steps. */
function readQuery(search: { [name: string]: string | string[] | undefined }): AuditQuery {
  const query = AuditQuery.parse(search);
  return search["step"] === undefined && query.q !== "" ? { ...query, step: "entries" } : query;
}

function paperFoot({ sealed }: { sealed: { size: number; root: string } | null }): string {
  return sealed === null
    ? "Countersign · log not sealed yet"
    : `Countersign · log sealed ${sealed.size}, root ${sealed.root.slice(0, 32)}…`;
}

function periodEvidence({ from, to }: PeriodView): string {
  return `/api/v1/audit/evidence?${new URLSearchParams({ from, to }).toString()}`;
}
