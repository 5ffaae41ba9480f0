import type { ReactNode } from "react";

import { actionWords } from "#components/request/action-words.ts";
import { GateList } from "#components/request/gate-list.tsx";
import { IdentityWarning } from "#components/people/identity-note.tsx";
import { MeanwhileList } from "#components/request/meanwhile-list.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { StateReading } from "#components/state-reading.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Action } from "#lib/domain/directory.ts";
import type { MeanwhileView } from "#lib/domain/views/meanwhile-view.ts";
import type { RequestPreview } from "#lib/domain/views/request-preview.ts";

export interface FormFactsProps {
  action: Action;
  /** Null while it is read. */
  preview: RequestPreview | null;
  fault: string | null;
  onRetry: () => void;
}

/** What a request would rest on and what it would do, before anybody writes a reason. */
export function FormFacts({ action, preview, fault, onRetry }: FormFactsProps) {
  const words = actionWords[action];
  return (
    <div className="grid gap-3">
      {fault === null ? null : (
        <Callout
          tone="danger"
          role="alert"
          actions={
            <Button size="sm" onClick={onRetry}>
              Try again
            </Button>
          }
        >
          {fault}
        </Callout>
      )}
      {preview === null ? (
        fault === null ? (
          <Loading />
        ) : null
      ) : (
        <Preview preview={preview} onRetry={onRetry} />
      )}
      {preview?.meanwhile ? <Meanwhile preview={preview} meanwhile={preview.meanwhile} /> : null}
      {preview === null ? null : <IdentityWarning identity={preview.identity} action={action} />}
      {preview?.incident ? (
        <Callout tone="warning" title="Part of the mass incident">
          “<SafeText text={preview.incident.reason} />” {preview.incident.left} suspensions left, until{" "}
          <TimeStamp at={preview.incident.endsAt} />. A second person decides this one by itself.
        </Callout>
      ) : null}
      <div className="grid gap-1.5 rounded-md border bg-subtle p-3">
        <Fact term="Effect">{words.effect}</Fact>
        <Fact term="Not">{words.not}</Fact>
        <Fact term="Unseen">{words.unseen}</Fact>
      </div>
      {preview?.refusedBefore.map((refusal) => (
        <Callout
          key={refusal.key}
          tone="warning"
          title={`1Password refused ${refusal.key} about this person`}
        >
          <SafeText text={refusal.message} />
        </Callout>
      ))}
    </div>
  );
}

/** How fresh it is, is judged by the server's clock: by when the state was read. */
function Meanwhile({ preview, meanwhile }: { preview: RequestPreview; meanwhile: MeanwhileView }) {
  const { reading } = preview;
  const readAt = reading.ok ? reading.subject.readAt : (meanwhile.watchedUntil ?? "");
  return <MeanwhileList meanwhile={meanwhile} readAt={readAt} />;
}

function Preview({ preview, onRetry }: { preview: RequestPreview; onRetry: () => void }) {
  const { reading } = preview;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        {reading.ok ? (
          <StateReading state={reading.subject.state} readAt={reading.subject.readAt} />
        ) : (
          <span className="inline-flex flex-wrap items-center gap-2 text-xs text-muted">
            <StateBadge state="UNKNOWN" readAt={null} />
            {reading.lastKnown ? (
              <span>
                last read: {reading.lastKnown.state}, <TimeStamp at={reading.lastKnown.readAt} />
              </span>
            ) : (
              "never read"
            )}
          </span>
        )}
        {reading.ok ? null : (
          <Button size="sm" onClick={onRetry}>
            Read again
          </Button>
        )}
      </div>
      <GateList gates={preview.gates} columns={preview.blocked ? 1 : 2} />
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <p className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 text-sm">
      <span className="text-xs leading-5 text-faint">{term}</span>
      <span className="text-fg">{children}</span>
    </p>
  );
}

function Loading() {
  return (
    <div
      className="grid min-h-42 content-start gap-2.5"
      role="status"
      aria-label="Reading the state from 1Password"
    >
      <Skeleton className="w-64" />
      <Skeleton className="w-96 max-w-full" />
      <Skeleton className="w-80 max-w-full" />
    </div>
  );
}
