"use client";

import { useState } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { UnlinkedSignal } from "#lib/domain/views/correlation-view.ts";
import type { Right } from "#lib/domain/views/parts.ts";

import { LinkDialog } from "./link-dialog.tsx";

export interface UnlinkedTableProps {
  signals: readonly UnlinkedSignal[];
  /** Null: no control at all. */
  right: Right | null;
}

/** What came, what it says of its person, and the way to say who that is. */
export function UnlinkedTable({ signals, right }: UnlinkedTableProps) {
  const [chosen, setChosen] = useState<UnlinkedSignal | null>(null);
  return (
    <>
      {right === null || right.allowed ? null : (
        <p className="border-b px-4 py-2 text-xs text-muted">Linking isn’t yours to do: {right.why}</p>
      )}
      <TableScroll label="Table of unlinked signals" className="rounded-t-none border-0">
        <Table caption="Unlinked signals, the newest first">
          <TableHead>
            <TableRow className="h-8 hover:bg-transparent">
              <TableHeader>Severity</TableHeader>
              <TableHeader>Signal</TableHeader>
              <TableHeader>Says it is about</TableHeader>
              {right?.allowed ? (
                <TableHeader>
                  <span className="sr-only">Link</span>
                </TableHeader>
              ) : null}
            </TableRow>
          </TableHead>
          <TableBody>
            {signals.map((signal) => (
              <TableRow key={signal.id}>
                <TableCell>
                  <SeverityMark severity={signal.severity} />
                </TableCell>
                <TableCell className="min-w-56">
                  <SafeText text={signal.title} className="block font-medium" />
                  <span className="flex flex-wrap gap-x-1.5 text-xs leading-4 text-muted">
                    <span>
                      from <SafeText text={signal.source} />
                    </span>
                    <TimeStamp at={signal.receivedAt} show="relative" />
                    {signal.duplicates > 0 ? <span>{signal.duplicates} more like it</span> : null}
                  </span>
                </TableCell>
                <TableCell className="min-w-40 wrap-anywhere">
                  <SafeText text={signal.saidSubject} />
                  {signal.suggestion === null ? null : (
                    <span className="block text-xs text-muted">
                      perhaps <SafeText text={signal.suggestion.person.name} />: {signal.suggestion.why}
                    </span>
                  )}
                </TableCell>
                {right?.allowed ? (
                  <TableCell className="text-right">
                    <Button size="sm" onClick={() => setChosen(signal)}>
                      Link to a person…<span className="sr-only"> {signal.title}</span>
                    </Button>
                  </TableCell>
                ) : null}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
      {right?.allowed ? <LinkDialog signal={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}
