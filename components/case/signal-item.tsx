import { ShieldCheck, UserRoundPen } from "lucide-react";
import { memo } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { DetachSignal } from "#components/case/detach-signal.tsx";
import { EntityId } from "#components/entity-id.tsx";
import { TextLines } from "#components/request/text-lines.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DescriptionList, type DescriptionListProps } from "#components/ui/description-list.tsx";
import type { SignalView } from "#lib/domain/views/case-view.ts";

const checkedHow = {
  signed: "signature checked",
  unsigned: "unsigned",
  read: "read by the console",
  reported: "reported by a person",
} satisfies Record<SignalView["signature"], string>;

export interface SignalItemProps {
  signal: SignalView;
  /** Absent where it can't be taken out of its case. */
  detach?: CaseActions["detach"] | undefined;
}

/** One signal: what it says, how sure it is, who sent it and how that was checked. The rest folds out. */
export const SignalItem = memo(function SignalItem({ signal, detach }: SignalItemProps) {
  const reported = signal.signature === "reported";
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SeverityMark severity={signal.severity} />
        <SafeText text={signal.title} className="font-medium text-fg" />
        {signal.duplicates > 0 ? (
          <Badge tone="outline">
            {signal.duplicates === 1 ? "1 duplicate" : `${signal.duplicates} duplicates`}
          </Badge>
        ) : null}
        {signal.isRevision ? <Badge tone="outline">revision</Badge> : null}
        {signal.idUsedTwice ? <Badge tone="outline">id used twice</Badge> : null}
        <TimeStamp at={signal.time} className="ml-auto text-xs text-muted" />
      </div>
      {signal.description ? (
        <div className="mt-1 text-muted">
          <TextLines text={signal.description} />
        </div>
      ) : null}
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
        <span className="inline-flex items-center gap-1">
          {reported ? (
            <UserRoundPen aria-hidden="true" className="size-3.5" />
          ) : (
            <ShieldCheck aria-hidden="true" className="size-3.5 text-success" />
          )}
          {reported ? (
            <span>
              reported by <SafeText text={signal.reporter ?? "somebody"} />
            </span>
          ) : (
            <span>
              <SafeText text={signal.source} />, {checkedHow[signal.signature]}
            </span>
          )}
        </span>
        <span>
          {signal.confidence === null ? "confidence not stated" : `confidence ${signal.confidence}`}
        </span>
        {signal.ip ? <SafeText text={signal.ip} className="font-mono" /> : null}
        {signal.attack.map((id) => (
          <Badge key={id} tone="outline">
            <SafeText text={id} />
          </Badge>
        ))}
        {signal.alertId ? (
          <span className="inline-flex items-center gap-1">
            alert <EntityId id={signal.alertId} shorten />
          </span>
        ) : null}
      </div>
      <details className="mt-1">
        <summary className="inline-flex min-h-6 list-none items-center rounded-sm text-xs font-medium text-accent underline-offset-2 hover:underline">
          All fields
        </summary>
        <DescriptionList className="mt-1.5 text-xs" items={fieldsOf(signal)} />
        {detach === undefined ? null : (
          <div className="mt-1.5">
            <DetachSignal signal={signal} detach={detach} />
          </div>
        )}
      </details>
    </li>
  );
});

function fieldsOf(signal: SignalView): DescriptionListProps["items"] {
  const text = (term: string, value: string | null) =>
    value === null ? [] : [{ term, value: <SafeText text={value} className="break-all" /> }];
  return [
    ...text("Why it is here", signal.joined),
    ...(signal.lastSeenAt === null
      ? []
      : [{ term: "Last repeat", value: <TimeStamp at={signal.lastSeenAt} show="audit" /> }]),
    ...text("Format", signal.format),
    ...text("Rule", signal.ruleId),
    ...text("Sender’s alert id", signal.alertId),
    ...text("Trace", signal.traceparent),
    ...text("Link at the sender", signal.url),
    ...text("Says it is about", signal.saidSubject),
    ...text("Found at", signal.subjectFoundAt),
    {
      term: "Happened",
      value: (
        <>
          <TimeStamp at={signal.time} show="audit" />
          {signal.timeAssumed ? " (not stated: the time of arrival)" : ""}
        </>
      ),
    },
    { term: "Arrived", value: <TimeStamp at={signal.receivedAt} show="audit" /> },
    ...(signal.severityAssumed ? [{ term: "Severity", value: "not stated: the source’s default" }] : []),
  ];
}
