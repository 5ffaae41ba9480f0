"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";

import { ExposureBadge } from "#components/case/exposure-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { buttonStyles } from "#components/ui/button-styles.ts";
import { Callout } from "#components/ui/callout.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { ExposedItem, ExposureView } from "#lib/domain/views/exposure-view.ts";
import { exposureQuery } from "#lib/queries/exposure.ts";

/** What the person took from shared vaults lately: how urgent it is, and what has to be rotated. */
export function ExposureCard({ caseKey }: { caseKey: string }) {
  const { data, error } = useQuery(exposureQuery(caseKey));
  return (
    <Section
      title="Exposure"
      id="exposure"
      aside="14 days"
      actions={data && data.items > 0 ? <Take caseKey={caseKey} exposure={data} /> : null}
    >
      {data ? (
        <Shown exposure={data} />
      ) : error ? (
        <Callout tone="danger" role="alert" title="The exposure could not be read">
          {error.message}
        </Callout>
      ) : (
        <div role="status" aria-label="Loading the exposure" className="grid gap-2">
          <Skeleton className="w-64 max-w-full" />
          <Skeleton className="w-48 max-w-full" />
        </div>
      )}
    </Section>
  );
}

function Shown({ exposure }: { exposure: ExposureView }) {
  return (
    <div className="grid gap-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ExposureBadge urgency={exposure.urgency} />
        <span className={exposure.urgency === "unknown" ? "text-muted" : undefined}>{exposure.summary}</span>
      </p>
      {exposure.items === 0 ? null : (
        <>
          <p className="text-xs text-muted">
            Suspending takes no secret back. Rotate these, most taken first; filling in isn’t counted.
          </p>
          <TableScroll label="What to rotate, to scroll" className="max-h-72">
            <Table caption="What to rotate">
              <TableHead>
                <tr>
                  <TableHeader>Item and vault</TableHeader>
                  <TableHeader numeric>Revealed</TableHeader>
                  <TableHeader numeric>Copied</TableHeader>
                  <TableHeader numeric>Other</TableHeader>
                  <TableHeader>Last</TableHeader>
                </tr>
              </TableHead>
              <TableBody>
                {exposure.list.map((item) => (
                  <TableRow key={`${item.vaultId} ${item.itemId}`}>
                    <TableCell className="min-w-32 font-mono text-xs break-all">
                      {item.itemId}
                      <span className="block text-faint">in {item.vaultId || "a vault not said"}</span>
                    </TableCell>
                    <TableCell numeric>{item.revealed}</TableCell>
                    <TableCell numeric>{item.copied}</TableCell>
                    <TableCell numeric>{item.otherwise}</TableCell>
                    <TableCell className="text-xs text-muted">
                      <TimeStamp at={item.lastAt} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableScroll>
          {exposure.cut ? (
            <p className="text-xs text-muted">
              The first {exposure.list.length} are shown; the file holds all{" "}
              {exposure.items.toLocaleString("en")}.
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}

function Take({ caseKey, exposure }: { caseKey: string; exposure: ExposureView }) {
  return (
    <>
      <CopyButton text={asLines(exposure.list)} label="Copy what to rotate" />
      <a
        href={`/api/console/cases/${encodeURIComponent(caseKey)}/exposure?format=csv`}
        download
        className={buttonStyles({ size: "sm" })}
        data-edge=""
      >
        <Download aria-hidden="true" className="-ml-0.5 size-3.5" />
        CSV<span className="sr-only"> of what to rotate</span>
      </a>
    </>
  );
}

/** For a ticket or a chat: one item a line. */
function asLines(items: readonly ExposedItem[]): string {
  return items
    .map(
      ({ vaultId, itemId, revealed, copied, otherwise }) =>
        `${vaultId}\t${itemId}\trevealed ${revealed}\tcopied ${copied}\totherwise ${otherwise}`,
    )
    .join("\n");
}
