"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";

import { RequestStatus } from "#components/request-status.tsx";
import { useActing } from "#components/request/acting.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { CommentPart } from "#components/request/comment-part.tsx";
import { DecisionEvidence } from "#components/request/decision-evidence.tsx";
import { DecisionPart } from "#components/request/decision-part.tsx";
import { PausedNote } from "#components/request/paused-note.tsx";
import { RequestDetails } from "#components/request/request-details.tsx";
import { RequestMessage } from "#components/request/request-message.tsx";
import { SettlePart } from "#components/request/settle-part.tsx";
import { useReading, type CurrentReading } from "#components/request/use-reading.ts";
import { WithdrawButton } from "#components/request/withdraw-button.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeLeft } from "#components/time-left.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RequestView } from "#lib/domain/views/request-view.ts";
import { requestQuery } from "#lib/queries/request.ts";

export interface DecisionSheetProps {
  /** Null: closed. */
  requestKey: string | null;
  initial: RequestView | null;
  onClose: () => void;
  /** What was decided just before this one was opened: said here, for a toast would cover the buttons. */
  before: Decided | null;
  onDecided: (decided: Decided) => void;
}

export interface Decided {
  request: RequestView;
  decision: "approve" | "deny";
}

/** One request on one screen: ask, why, who, gates, effect, what changed, and the decision. */
export function DecisionSheet({ requestKey, initial, onClose, before, onDecided }: DecisionSheetProps) {
  const query = useQuery({
    ...requestQuery(requestKey ?? ""),
    enabled: requestKey !== null,
    ...(initial === null ? {} : { initialData: initial }),
  });
  if (requestKey === null) return null;
  const request = query.data;
  if (!request) {
    return (
      <Frame title={requestKey} onClose={onClose}>
        {query.error ? (
          <Callout tone="danger" role="alert">
            {query.error.message}
          </Callout>
        ) : (
          <div role="status" aria-label="Loading the request" className="grid gap-3">
            <Skeleton className="w-80 max-w-full" />
            <Skeleton className="w-64 max-w-full" />
            <Skeleton className="w-96 max-w-full" />
          </div>
        )}
      </Frame>
    );
  }
  return (
    <Opened key={request.key} request={request} onClose={onClose} before={before} onDecided={onDecided} />
  );
}

interface OpenedProps {
  request: RequestView;
  onClose: () => void;
  before: Decided | null;
  onDecided: (decided: Decided) => void;
}

function Opened({ request, onClose, before, onDecided }: OpenedProps) {
  const { viewer } = useActing();
  const current = useReading(request.snapshot.userId);
  const pending = request.status === "pending";
  return (
    <Frame
      title={
        <>
          {actionWords[request.action].verb} <SafeText text={request.snapshot.email} /> in 1Password
        </>
      }
      description={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-mono text-xs">{request.key}</span>
          <RequestStatus status={request.status} />
          <Link
            href={`/cases/${request.caseKey}`}
            className="font-medium text-accent underline underline-offset-2"
          >
            {request.caseKey}
          </Link>
          {pending ? <TimeLeft compact startedAt={request.createdAt} dueAt={request.expiresAt} /> : null}
        </span>
      }
      footer={
        viewer.canWork && pending ? (
          <div className="grid w-full gap-2">
            <DecisionPart
              request={request}
              current={current}
              onDecided={(decision) => onDecided({ request, decision })}
            />
            <WithdrawButton request={request} />
          </div>
        ) : null
      }
      onClose={onClose}
    >
      {before === null || before.request.key === request.key ? null : <JustDecided {...before} />}
      <Content request={request} current={current} />
    </Frame>
  );
}

function Content({ request, current }: { request: RequestView; current: CurrentReading }) {
  if (request.status === "pending") {
    return (
      <div className="grid gap-4">
        <PausedNote status={request.status} />
        <DecisionEvidence request={request} current={current} />
        <CommentPart request={request} />
      </div>
    );
  }
  const { snapshot } = request;
  const lastRead = current.reading?.ok ? current.reading.subject : { ...snapshot, gone: false };
  return (
    <div className="grid gap-4">
      <PausedNote status={request.status} />
      <RequestMessage request={request} lastRead={lastRead} />
      <SettlePart request={request} />
      <RequestDetails request={request} />
      <CommentPart request={request} />
      <WithdrawButton request={request} />
    </div>
  );
}

function JustDecided({ request, decision }: Decided) {
  return (
    <Callout
      tone="success"
      role="status"
      className="mb-4"
      title={`${request.key} ${decision === "approve" ? "approved" : "denied"}. This is the next one.`}
      actions={
        <Link
          href={`/cases/${request.caseKey}#timeline`}
          className="text-sm font-medium text-accent underline underline-offset-2"
        >
          Record
        </Link>
      }
    />
  );
}

interface FrameProps {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

function Frame({ title, description, footer, onClose, children }: FrameProps) {
  return (
    <Sheet
      open
      size="xl"
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={title}
      description={description}
      footer={footer}
    >
      <div className="max-sm:[&_time]:whitespace-normal">{children}</div>
    </Sheet>
  );
}
