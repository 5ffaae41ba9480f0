import Link from "next/link";

import { auditAddress } from "#components/audit/audit-address.ts";
import { Section } from "#components/ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { AuditQuery } from "#lib/domain/audit.ts";
import type { Action } from "#lib/domain/directory.ts";

const rows: [Action, string][] = [
  ["suspend", "Suspensions"],
  ["reactivate", "Reactivations"],
];

/** What the console did, against what 1Password saw. Nothing stands where nothing is known: no figure is made up. */
export function Reconciliation({
  carriedOut,
  query,
}: {
  carriedOut: Record<Action, number>;
  query: AuditQuery;
}) {
  return (
    <Section title="Population against 1Password" id="reconciliation" flush>
      <div className="overflow-x-auto" data-keep-together="">
        <Table caption="Carried out in the period by the console, in 1Password’s audit events, and outside the console">
          <TableHead>
            <tr>
              <TableHeader>Carried out in the period</TableHeader>
              <TableHeader numeric>By the console</TableHeader>
              <TableHeader numeric>In 1Password’s events</TableHeader>
              <TableHeader numeric>Outside the console</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {rows.map(([action, label]) => (
              <TableRow key={action}>
                <TableCell>{label}</TableCell>
                <TableCell numeric>
                  <Link
                    href={auditAddress(query, { step: "access", report: "changes" })}
                    prefetch={false}
                    className="font-semibold text-fg tabular-nums underline-offset-2 hover:underline"
                  >
                    {carriedOut[action].toLocaleString("en")}
                  </Link>
                </TableCell>
                <TableCell numeric className="text-muted">
                  not reconciled
                </TableCell>
                <TableCell numeric className="text-muted">
                  not reconciled
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <p className="border-t px-4 py-2.5 text-xs text-muted">
        1Password’s Events API isn’t connected in this version, so what happened outside the console can’t be
        counted. What single readings found is listed under{" "}
        <Link
          href={auditAddress(query, { step: "exceptions", kind: "changed_outside" })}
          prefetch={false}
          className="text-fg underline underline-offset-2"
        >
          Changed outside the console
        </Link>
        .
      </p>
    </Section>
  );
}
