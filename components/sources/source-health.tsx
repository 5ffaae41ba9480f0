"use client";

import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { SettingsActions } from "#components/sources/source-actions.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { SourceView } from "#lib/domain/views/source-view.ts";

/** Whether the source is alive, and the switch that refuses its deliveries. Counts are of events. */
export function SourceHealth({
  source,
  switchTo,
}: {
  source: SourceView;
  switchTo: SettingsActions["switchTo"];
}) {
  const { act, pending, problem } = useActHere();
  return (
    <div className="grid gap-3">
      <DescriptionList
        items={[
          {
            term: "State",
            value: (
              <span className="flex flex-wrap gap-1.5">
                {source.enabled ? (
                  <Badge tone="success">takes deliveries</Badge>
                ) : (
                  <Badge tone="warning">off: deliveries are refused with 404</Badge>
                )}
                {source.allowsUnsigned ? <Badge tone="warning">unsigned</Badge> : null}
              </span>
            ),
          },
          {
            term: "Address",
            value: (
              <span className="inline-flex items-center gap-0.5 font-mono text-xs break-all">
                {source.url}
                <CopyButton text={source.url} label="Copy the address" className="size-6" />
              </span>
            ),
          },
          {
            term: "Last delivery",
            value: source.lastDeliveryAt === null ? "none yet" : <TimeStamp at={source.lastDeliveryAt} />,
          },
          { term: "Accepted", value: eventWords(source.accepted) },
          { term: "Rejected", value: eventWords(source.rejected) },
          {
            term: "Dead letters",
            value: (
              <a href="#dead-letters" className="text-accent underline">
                {source.deadLetters.toLocaleString("en")}
              </a>
            ),
          },
        ]}
      />
      <ProblemNote problem={problem} />
      {source.mayChange ? (
        <div>
          <Button
            size="sm"
            pending={pending !== null}
            onClick={() =>
              void act("switch", () => switchTo({ name: source.name, enabled: !source.enabled }))
            }
          >
            {source.enabled ? "Disable source" : "Enable source"}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function eventWords(count: number): string {
  return count === 1 ? "1 event" : `${count.toLocaleString("en")} events`;
}
