"use client";

import { SafeText } from "#components/safe-text.tsx";
import { ConfidenceCell, TrustCell } from "#components/sources/trust-cells.tsx";
import type { TrustActions } from "#components/sources/source-actions.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import { signalKindWords } from "#lib/domain/signal-kind-words.ts";
import type { SourceTrustView } from "#lib/domain/views/source-view.ts";

const byReader = "by_reader";
const kinds = Object.keys(signalKindWords) as SignalKind[];
const kindItems = [
  { value: byReader, label: "As the reader tells" },
  ...kinds.map((value) => ({
    value,
    label: signalKindWords[value],
  })),
] as const;

export interface DetectionTableProps {
  source: string;
  view: SourceTrustView;
  actions: TrustActions;
}

/** What the source detects, and what the team holds of it. */
export function DetectionTable({ source, view, actions }: DetectionTableProps) {
  const { act, problem } = useActHere();
  const mayChange = view.right.allowed;

  function setKind(ruleId: string, value: string) {
    const kind = kinds.find((one) => one === value) ?? null;
    void act("kind", () => actions.setKind({ source, ruleId, kind }));
  }

  return (
    <div>
      <div className="grid gap-2 border-b p-4 text-sm">
        <p className="text-muted">
          The source as a whole: a promotion covers the detections seen by its dry run. One that appears later
          starts on trial.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <TrustCell
            source={source}
            ruleId={null}
            trust={view.source}
            id={view.source.id}
            actions={actions}
            mayChange={mayChange}
          />
        </div>
        <ProblemNote problem={problem} />
      </div>
      {view.detections.length === 0 ? (
        <p className="p-4 text-sm text-muted">
          No signal came in the last 30 days, so there is nothing to judge.
        </p>
      ) : (
        <TableScroll label="Detections, to scroll" className="rounded-none border-0">
          <Table caption="Detections of the last 30 days">
            <TableHead>
              <tr>
                <TableHeader>Rule</TableHeader>
                <TableHeader numeric>Signals</TableHeader>
                <TableHeader>Newest</TableHeader>
                <TableHeader>Kind</TableHeader>
                <TableHeader>Trust</TableHeader>
                <TableHeader>Confidence</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {view.detections.map((one) => (
                <TableRow key={one.ruleId ?? ""}>
                  <TableCell className="max-w-64 font-mono text-xs break-all">
                    {one.ruleId === null ? (
                      <span className="font-sans text-muted">names no rule</span>
                    ) : (
                      <SafeText text={one.ruleId} />
                    )}
                  </TableCell>
                  <TableCell numeric>{one.signals.toLocaleString("en")}</TableCell>
                  <TableCell className="text-xs">
                    {one.newestAt === null ? (
                      "none in 30 days"
                    ) : (
                      <TimeStamp at={one.newestAt} show="relative" />
                    )}
                  </TableCell>
                  <TableCell className="min-w-44">
                    {mayChange && one.ruleId !== null ? (
                      <Select
                        aria-label={`Kind of ${one.ruleId}`}
                        items={kindItems}
                        value={one.kindBy === null ? byReader : one.kind}
                        onValueChange={(value) => setKind(one.ruleId ?? "", value)}
                      />
                    ) : (
                      signalKindWords[one.kind]
                    )}
                    <span className="block text-xs text-muted">
                      {one.kindBy === null ? signalKindWords[one.kind] : `by ${one.kindBy}`}
                    </span>
                  </TableCell>
                  <TableCell className="min-w-40">
                    {one.ruleId === null ? (
                      <span className="text-xs text-muted">goes by the source</span>
                    ) : (
                      <TrustCell
                        source={source}
                        ruleId={one.ruleId}
                        trust={one.trust}
                        id={null}
                        actions={actions}
                        mayChange={mayChange}
                      />
                    )}
                  </TableCell>
                  <TableCell className="min-w-36">
                    {one.ruleId === null ? (
                      <span className="text-xs text-muted">as the sender states</span>
                    ) : (
                      <ConfidenceCell
                        source={source}
                        ruleId={one.ruleId}
                        confidence={one.confidence}
                        actions={actions}
                        mayChange={mayChange}
                      />
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableScroll>
      )}
    </div>
  );
}
