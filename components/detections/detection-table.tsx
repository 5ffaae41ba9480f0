"use client";

import { useState } from "react";

import type { SwitchDetection, TryDetection } from "#components/detections/detection-actions.ts";
import { TrialDialog } from "#components/detections/trial-dialog.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SeverityMark } from "#components/severity-mark.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { DetectionRow } from "#lib/domain/views/detection-view.ts";

export interface DetectionTableProps {
  rows: readonly DetectionRow[];
  mayChange: boolean;
  switchOn: SwitchDetection;
  tryOut: TryDetection;
}

/** Every built-in detection, with its switch and its trial. */
export function DetectionTable({ rows, mayChange, switchOn, tryOut }: DetectionTableProps) {
  const { act, problem } = useAct();
  const [tried, setTried] = useState<DetectionRow | null>(null);
  return (
    <>
      {problem === null ? null : (
        <div className="p-4">
          <ProblemNote problem={problem} />
        </div>
      )}
      <TableScroll label="Detections, to scroll" className="rounded-none border-0">
        <Table caption="Built-in detections over 1Password’s events">
          <TableHead>
            <tr>
              <TableHeader>Detection</TableHeader>
              <TableHeader>Severity and kind</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader numeric>Found, 30 days</TableHeader>
              <TableHeader>
                <span className="sr-only">Trial</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.id}>
                <TableCell className="min-w-64">
                  <span className="font-medium">{row.name}</span>
                  <span className="block text-xs text-muted">{row.watches}</span>
                  <span className="block font-mono text-2xs text-faint">
                    {row.id} · {row.attack.join(", ")} · from {row.origin}
                  </span>
                </TableCell>
                <TableCell>
                  <SeverityMark severity={row.severity} />
                  <span className="block text-xs text-muted">{row.kind}</span>
                </TableCell>
                <TableCell className="min-w-32">
                  {mayChange ? (
                    <Switch
                      label={<span className="sr-only">{row.name}</span>}
                      checked={row.on}
                      onCheckedChange={(on) => void act(row.id, () => switchOn({ ruleId: row.id, on }))}
                    />
                  ) : (
                    <Badge tone={row.on ? "neutral" : "outline"}>{row.on ? "on" : "off"}</Badge>
                  )}
                  {row.blind === null ? null : (
                    <span className="block text-xs text-warning">{row.blind}</span>
                  )}
                </TableCell>
                <TableCell numeric>{row.found.toLocaleString("en")}</TableCell>
                <TableCell className="text-right">
                  <Button size="sm" onClick={() => setTried(row)} aria-label={`Try ${row.name}`}>
                    Try
                  </Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
      {tried === null ? null : (
        <TrialDialog key={tried.id} row={tried} text={null} tryOut={tryOut} onClose={() => setTried(null)} />
      )}
    </>
  );
}
