import { Grid3x3 } from "lucide-react";

import { SafeText } from "#components/safe-text.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { DecisionMatrix } from "#lib/domain/views/audit-view.ts";

/** Who asked, against who decided: approvals, and denials where there were any. */
export function DecisionGrid({ matrix }: { matrix: DecisionMatrix }) {
  if (matrix.rows.length === 0) {
    return (
      <EmptyState icon={<Grid3x3 />} title="Nobody decided on anything in this period">
        Choose a longer period or fewer filters above.
      </EmptyState>
    );
  }
  return (
    <TableScroll label="Who asked and who decided">
      <Table caption="Decisions by who asked (rows) and who decided (columns)">
        <TableHead>
          <tr>
            <TableHeader>Asked, down · decided, across</TableHeader>
            {matrix.people.map((person) => (
              <TableHeader key={person.id} numeric>
                <SafeText text={person.name} />
              </TableHeader>
            ))}
            <TableHeader numeric>All</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {matrix.rows.map((row) => (
            <TableRow key={row.requester.id}>
              <th scope="row" className="border-b px-3 py-1 text-left font-medium whitespace-nowrap">
                <SafeText text={row.requester.name} />
              </th>
              {row.cells.map((cell, index) => (
                <TableCell key={matrix.people[index]?.id} numeric className="whitespace-nowrap tabular-nums">
                  {row.requester.id === matrix.people[index]?.id ? (
                    <span className="text-faint">never</span>
                  ) : cell.approved + cell.denied === 0 ? (
                    <span className="text-faint">0</span>
                  ) : (
                    <>
                      <span className="font-semibold">{cell.approved.toLocaleString("en")}</span>
                      {cell.denied > 0 ? (
                        <span className="text-muted"> + {cell.denied.toLocaleString("en")} denied</span>
                      ) : null}
                    </>
                  )}
                </TableCell>
              ))}
              <TableCell numeric className="tabular-nums text-muted">
                {row.cells
                  .reduce((sum, { approved, denied }) => sum + approved + denied, 0)
                  .toLocaleString("en")}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
