import { ChangeAnchor, type ChangeAnchorProps } from "#components/settings/change-anchor.tsx";
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
import type { AnchorView } from "#lib/domain/views/other-views.ts";

export interface AnchorTableProps {
  anchors: readonly AnchorView[];
  /** Null for who may only look. */
  change: Pick<ChangeAnchorProps, "test" | "remove"> | null;
}

/** Where signed checkpoints go, what each place has, and what stands against the next delivery. */
export function AnchorTable({ anchors, change }: AnchorTableProps) {
  return (
    <>
      <TableScroll label="Anchors, to scroll" className="rounded-none border-0">
        <Table caption="Anchors of the log">
          <TableHead>
            <tr>
              <TableHeader>Anchor</TableHeader>
              <TableHeader>Place</TableHeader>
              <TableHeader numeric>Has entries</TableHeader>
              <TableHeader className="w-1/2">Taken</TableHeader>
              {change === null ? null : (
                <TableHeader>
                  <span className="sr-only">What can be done</span>
                </TableHeader>
              )}
            </tr>
          </TableHead>
          <TableBody>
            {anchors.map((anchor) => (
              <TableRow key={anchor.name}>
                <TableCell className="font-medium whitespace-nowrap">
                  <SafeText text={anchor.name} />
                  {anchor.collector === null ? null : (
                    <Badge tone="outline" className="ml-2">
                      {anchor.collector.signed ? "signed" : "unsigned"}
                    </Badge>
                  )}
                </TableCell>
                <TableCell className="min-w-40 font-mono text-xs wrap-anywhere text-muted">
                  {anchor.place}
                </TableCell>
                <TableCell numeric>
                  {anchor.last === null ? "–" : anchor.last.size.toLocaleString("en")}
                </TableCell>
                <TableCell className="min-w-44 text-xs text-muted">
                  {anchor.last === null ? "nothing yet" : <TimeStamp at={anchor.last.at} />}
                  <Problem anchor={anchor} />
                </TableCell>
                {change === null ? null : (
                  <TableCell className="text-right whitespace-nowrap">
                    {anchor.collector === null ? null : <ChangeAnchor name={anchor.name} {...change} />}
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
      <p className="border-t px-4 py-2 text-xs text-muted">
        The age of the newest checkpoint that lies elsewhere is how long a cut of the log by somebody with its
        key would go unseen. Something sealed that doesn’t arrive within 15 min is said on every page.
      </p>
    </>
  );
}

function Problem({ anchor: { collector, lacksSince } }: { anchor: AnchorView }) {
  if (collector === null || collector.lastError === null) return null;
  return (
    <>
      <SafeText text={collector.lastError} className="block text-danger" />
      <span className="block">
        {collector.failures.toLocaleString("en")} {collector.failures === 1 ? "try" : "tries"} in a row
        {lacksSince === null ? null : (
          <>
            , lacks what was sealed since <TimeStamp at={lacksSince} show="absolute" />
          </>
        )}
        {collector.nextTryAt === null ? null : (
          <>
            , next try <TimeStamp at={collector.nextTryAt} show="absolute" />
          </>
        )}
      </span>
    </>
  );
}
