import Link from "next/link";

import { AccessMachines } from "#components/audit/access-machines.tsx";
import { AccessMembers } from "#components/audit/access-members.tsx";
import { auditAddress } from "#components/audit/audit-address.ts";
import { CarriedOutRows } from "#components/audit/carried-out-rows.tsx";
import { DecisionGrid } from "#components/audit/decision-grid.tsx";
import { ListFoot, type Provenance } from "#components/audit/list-foot.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AccessReport } from "#lib/domain/audit.ts";
import type {
  AuditMachines,
  AuditMember,
  CarriedOutRow,
  DecisionMatrix,
  RowsPage,
} from "#lib/domain/views/audit-view.ts";

export type AccessData =
  | { report: "decisions"; matrix: DecisionMatrix }
  | { report: "changes"; page: RowsPage<CarriedOutRow> }
  | { report: "members"; members: AuditMember[] }
  | { report: "machines"; machines: AuditMachines };

export interface AccessStepProps {
  made: Provenance;
  data: AccessData;
  newerHref: string | null;
  olderHref: string | null;
}

const reports: Record<AccessReport, { title: string; means: string }> = {
  decisions: {
    title: "Who asked and who decided",
    means:
      "Requests made in the period, by who asked (down) and who decided on them (across). Persons, not accounts: two accounts of one person are one. Nobody decides on what they asked for; a figure where row and column are one person can only come of accounts that were linked later, and stands out.",
  },
  changes: {
    title: "Suspended and reactivated",
    means: "Everybody whose state the console changed in the period, with what has become of it since.",
  },
  members: {
    title: "Members",
    means:
      "Everybody who can sign in or ever could, with the roles that the identity provider gave them last. The console keeps no passwords and gives no roles itself.",
  },
  machines: {
    title: "Keys, sources and applications",
    means:
      "What acts without a person. None of it can approve, deny or carry out. Secrets are shown to nobody, not here and not in Settings.",
  },
};

/** Reports on access: who may, and who did. */
export function AccessStep({ made, data, newerHref, olderHref }: AccessStepProps) {
  const { query } = made;
  const { title, means } = reports[data.report];
  return (
    <Section
      title={title}
      id="rows"
      actions={
        <nav aria-label="Reports on access" className="flex flex-wrap gap-1" data-screen-only="">
          {(Object.keys(reports) as AccessReport[]).map((report) => (
            <Link
              key={report}
              href={auditAddress(query, { report })}
              prefetch={false}
              aria-current={report === data.report ? "page" : undefined}
              className="rounded-md px-2 py-1 text-xs font-medium text-muted no-underline hover:bg-hover hover:text-fg aria-[current=page]:bg-neutral-soft aria-[current=page]:text-fg"
            >
              {reports[report].title}
            </Link>
          ))}
        </nav>
      }
    >
      <p className="mb-3 max-w-prose text-sm text-muted">{means}</p>
      {data.report === "decisions" ? <DecisionGrid matrix={data.matrix} query={query} /> : null}
      {data.report === "changes" ? (
        <>
          <CarriedOutRows rows={data.page.items} query={query} />
          <Pagination
            label="Pages of the report"
            newerHref={newerHref}
            olderHref={olderHref}
            summary={`${data.page.items.length.toLocaleString("en")} of ${data.page.total.toLocaleString("en")} shown`}
          />
        </>
      ) : null}
      {data.report === "members" ? <AccessMembers members={data.members} /> : null}
      {data.report === "machines" ? <AccessMachines machines={data.machines} /> : null}
      <ListFoot {...made} list={data.report} rows={rowsOf(data)} terms={[title]} />
    </Section>
  );
}

function rowsOf(data: AccessData): number {
  switch (data.report) {
    case "decisions":
      return data.matrix.rows.length;
    case "changes":
      return data.page.total;
    case "members":
      return data.members.length;
    case "machines":
      return data.machines.keys.length + data.machines.sources.length + data.machines.applications.length;
  }
}
