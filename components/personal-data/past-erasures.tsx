import Link from "next/link";

import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import type { ErasureView } from "#lib/domain/views/personal-data-view.ts";

const looks: Record<ErasureView["status"], { word: string; tone: BadgeTone }> = {
  asked: { word: "waiting", tone: "warning" },
  done: { word: "erased", tone: "neutral" },
  withdrawn: { word: "withdrawn", tone: "outline" },
  refused: { word: "refused", tone: "outline" },
  expired: { word: "expired", tone: "outline" },
};

/** Erasures that are over, newest first, each with its receipt where there is one. */
export function PastErasures({
  erasures,
  showReceipts,
}: {
  erasures: readonly ErasureView[];
  showReceipts: boolean;
}) {
  return (
    <TableScroll label="Erasures, to scroll" className="rounded-none border-0">
      <Table caption="Erasures that are over, newest first">
        <TableHead>
          <tr>
            <TableHeader>Whose data</TableHeader>
            <TableHeader>Became</TableHeader>
            <TableHeader className="w-full">Because</TableHeader>
            <TableHeader>By</TableHeader>
            <TableHeader>When</TableHeader>
            {showReceipts ? <TableHeader>Receipt</TableHeader> : null}
          </tr>
        </TableHead>
        <TableBody>
          {erasures.map((erasure) => (
            <TableRow key={erasure.id}>
              <TableCell className="whitespace-nowrap">
                {erasure.name === null ? (
                  <EntityId
                    id={erasure.subjectRef}
                    shorten
                    {...(erasure.kind === "subject" && { href: `/users/${erasure.subjectRef}` })}
                  />
                ) : (
                  <SafeText text={erasure.name} />
                )}
              </TableCell>
              <TableCell>
                <Badge tone={looks[erasure.status].tone}>{looks[erasure.status].word}</Badge>
              </TableCell>
              <TableCell className="min-w-40 text-muted">{erasure.ground}</TableCell>
              <TableCell className="whitespace-nowrap">
                {erasure.askedBy === null ? (
                  "the clock"
                ) : (
                  <>
                    <SafeText text={erasure.askedBy} />
                    {erasure.decidedBy === null || erasure.decidedBy === erasure.askedBy ? null : (
                      <>
                        {", "}
                        <SafeText text={erasure.decidedBy} />
                      </>
                    )}
                  </>
                )}
              </TableCell>
              <TableCell className="text-xs text-muted">
                <TimeStamp at={erasure.decidedAt ?? erasure.expiresAt} />
              </TableCell>
              {showReceipts ? (
                <TableCell>
                  {erasure.status === "done" ? (
                    <Link
                      href={`/settings/erasures/${erasure.id}`}
                      prefetch={false}
                      className="text-fg underline underline-offset-2"
                    >
                      Receipt
                    </Link>
                  ) : (
                    <span className="text-faint">none</span>
                  )}
                </TableCell>
              ) : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}
