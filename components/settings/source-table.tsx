import Link from "next/link";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { SettingsView } from "#lib/domain/views/other-views.ts";

/** Where signals come from. Counts are of events, since the source was added. */
export function SourceTable({ sources }: { sources: SettingsView["sources"] }) {
  return (
    <TableScroll label="Sources, to scroll" className="rounded-none border-0">
      <Table caption="Sources of signals">
        <TableHead>
          <tr>
            <TableHeader>Source</TableHeader>
            <TableHeader>Preset</TableHeader>
            <TableHeader>Address</TableHeader>
            <TableHeader>Last delivery</TableHeader>
            <TableHeader numeric>Accepted</TableHeader>
            <TableHeader numeric>Rejected</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {sources.map((source) => (
            <TableRow key={source.name}>
              <TableCell className="font-medium whitespace-nowrap">
                <Link
                  href={`/settings/sources/${encodeURIComponent(source.name)}`}
                  className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
                >
                  <SafeText text={source.name} />
                </Link>
                {source.enabled ? null : (
                  <Badge tone="outline" className="ml-2">
                    off
                  </Badge>
                )}
                {source.allowsUnsigned ? (
                  <Badge tone="warning" className="ml-2">
                    unsigned
                  </Badge>
                ) : null}
                <span className="block text-xs font-normal text-muted">
                  {source.owner === null ? "owner not stated" : <SafeText text={source.owner} />}
                </span>
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted">{source.preset}</TableCell>
              <TableCell>
                <span className="inline-flex items-center gap-0.5 font-mono text-xs whitespace-nowrap text-muted">
                  {new URL(source.url).pathname}
                  <CopyButton
                    text={source.url}
                    label={`Copy the address of ${source.name}`}
                    className="size-6"
                  />
                </span>
              </TableCell>
              <TableCell className="min-w-32 text-xs text-muted">
                {source.lastDeliveryAt === null ? (
                  "none yet"
                ) : (
                  <TimeStamp at={source.lastDeliveryAt} className="whitespace-normal" />
                )}
              </TableCell>
              <TableCell numeric>{source.accepted.toLocaleString("en")}</TableCell>
              <TableCell numeric>
                {source.rejected.toLocaleString("en")}
                {source.deadLetters === 0 ? null : (
                  <span className="block text-xs whitespace-nowrap text-muted">
                    {source.deadLetters.toLocaleString("en")} kept
                  </span>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
