import { QueueRow } from "#components/queue/queue-row.tsx";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import type { QueueRow as Row } from "#lib/domain/views/case-view.ts";

/** The rows as a table; where it would be too wide each row becomes a block of two lines. */
export function QueueTable({ rows }: { rows: readonly Row[] }) {
  return (
    <Table
      caption="Cases, the most severe first, then those with the newest signal"
      className="[--table-top:var(--topbar-height)] @max-5xl:block"
    >
      <TableHead className="@max-5xl:sr-only">
        <TableRow className="h-8 hover:bg-transparent">
          <TableHeader className="pr-2 pl-4">Case</TableHeader>
          <TableHeader className="px-2">Title and newest signal</TableHeader>
          <TableHeader className="px-2">Person</TableHeader>
          <TableHeader className="px-2">1Password state</TableHeader>
          <TableHeader className="px-2">Status and request</TableHeader>
          <TableHeader className="px-2">Owner</TableHeader>
          <TableHeader numeric className="pr-4 pl-2">
            Age
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody className="@max-5xl:block">
        {rows.map((row) => (
          <QueueRow key={row.key} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}
