import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { RecordEntryView } from "#lib/domain/views/audit-view.ts";

/** The entries with their place in the tree and their whole hash, so that a print of them can be checked. */
export function RecordEntries({ entries }: { entries: readonly RecordEntryView[] }) {
  return (
    <TableScroll label="Entries of the log">
      <Table caption="Entries about this request, oldest first">
        <TableHead>
          <tr>
            <TableHeader numeric>Index</TableHeader>
            <TableHeader>Chain, number</TableHeader>
            <TableHeader>Time (UTC)</TableHeader>
            <TableHeader className="w-full">What happened</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id} className="[&>td]:py-2 [&>td]:align-top">
              <TableCell numeric className="font-mono text-xs whitespace-nowrap text-muted">
                {entry.index === null ? "sealing…" : entry.index}
              </TableCell>
              <TableCell className="font-mono text-xs whitespace-nowrap text-muted">
                {entry.chain} #{entry.n}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">
                <TimeStamp at={entry.at} show="audit" />
              </TableCell>
              <TableCell className="min-w-64">
                <SafeText text={entry.story} />
                {entry.late ? (
                  <Badge tone="warning" className="ml-2">
                    clock went back
                  </Badge>
                ) : null}
                <p className="text-2xs text-faint">
                  <span className="font-mono">{entry.type}</span> by <SafeText text={entry.actor} />
                </p>
                <p className="font-mono text-2xs break-all text-faint">{entry.hash}</p>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
