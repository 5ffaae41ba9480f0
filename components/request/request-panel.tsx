"use client";

import { RotateCcw } from "lucide-react";

import type { ShownState } from "#components/case/shown-state.ts";
import { EntityId } from "#components/entity-id.tsx";
import { RequestStatus } from "#components/request-status.tsx";
import { useActing } from "#components/request/acting.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { CaseVerdictLine } from "#components/request/case-verdict-line.tsx";
import { CommentPart } from "#components/request/comment-part.tsx";
import { DecisionPart } from "#components/request/decision-part.tsx";
import { EarlierRequests } from "#components/request/earlier-requests.tsx";
import { GateList } from "#components/request/gate-list.tsx";
import { isEnded } from "#components/request/is-ended.ts";
import { listNames } from "#components/request/list-names.ts";
import { PageButton } from "#components/request/page-button.tsx";
import { PausedNote } from "#components/request/paused-note.tsx";
import { ProposalPart } from "#components/request/proposal-part.tsx";
import { RequestDetails } from "#components/request/request-details.tsx";
import { RequestMessage } from "#components/request/request-message.tsx";
import { RequestProgress } from "#components/request/request-progress.tsx";
import { SettlePart } from "#components/request/settle-part.tsx";
import { tellDecision } from "#components/request/tell-decision.ts";
import { TimedText } from "#components/request/timed-text.tsx";
import type { CurrentReading } from "#components/request/use-reading.ts";
import { WithdrawButton } from "#components/request/withdraw-button.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeLeft } from "#components/time-left.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Action } from "#lib/domain/directory.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";
import type { Right, SubjectView } from "#lib/domain/views/parts.ts";

export interface RequestPanelProps {
  view: CaseView;
  current: CurrentReading;
  shown: ShownState;
  /** Opens the form, with a text to begin with and the key of a proposal that it adopts. */
  onAsk: (action: Action, reason: string, adopts?: string) => void;
  /** While a form with a reason of its own is open, this panel shows none: two fields of one name confuse speech. */
  formOpen: boolean;
}

/** The request of a case: the one that is open, else the newest; the earlier ones folded below. */
export function RequestPanel({ view, current, shown: state, onAsk, formOpen }: RequestPanelProps) {
  const { lastRead } = state;
  const unread = state.doubt === "unread";
  const shown = view.requests.find((request) => !isEnded(request.status)) ?? view.requests[0];
  const { requestSuspension, requestReactivation } = view.rights;
  const mayAsk = (action: Action) =>
    !unread && (action === "suspend" ? requestSuspension : requestReactivation).allowed;
  const earlier = view.requests.filter((request) => request !== shown);
  return (
    <Section
      title="Request"
      id="request"
      aside={
        shown ? (
          <>
            <EntityId id={shown.key} />
            <RequestStatus status={shown.status} />
          </>
        ) : null
      }
    >
      <div className="grid gap-4">
        {shown ? (
          <ShownRequest
            request={shown}
            current={current}
            lastRead={lastRead}
            onAsk={mayAsk(shown.action) ? onAsk : null}
            onAdopt={() => onAsk(shown.action, shown.reason, shown.key)}
            formOpen={formOpen}
          />
        ) : (
          <p className="max-w-prose text-muted">
            Nobody has asked for anything in this case. A request says what should happen in 1Password and
            why; a second person decides, and only then is anything sent.
          </p>
        )}
        {view.verdict !== null && (shown === undefined || isEnded(shown.status)) ? (
          <CaseVerdictLine verdict={view.verdict} />
        ) : null}
        <AskButtons view={view} doubt={state.doubt} onAsk={onAsk} />
        {earlier.length > 0 ? <EarlierRequests requests={earlier} /> : null}
      </div>
    </Section>
  );
}

interface ShownRequestProps {
  request: RequestView;
  current: CurrentReading;
  lastRead: SubjectView;
  onAsk: ((action: Action, reason: string) => void) | null;
  onAdopt: () => void;
  formOpen: boolean;
}

const repeatable = new Set(["stale", "expired", "failed", "refused", "withdrawn"]);

function ShownRequest({ request, current, lastRead, onAsk, onAdopt, formOpen }: ShownRequestProps) {
  const { viewer } = useActing();
  const { action, status, snapshot } = request;
  const pending = status === "pending";
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="grid gap-2">
          <p className="text-base font-semibold text-fg">
            {actionWords[action].verb} <SafeText text={snapshot.name} /> in 1Password
          </p>
          <RequestProgress request={request} />
        </div>
        {pending ? (
          <TimeLeft startedAt={request.createdAt} dueAt={request.expiresAt} purpose="to decide" />
        ) : null}
        {status === "proposed" ? (
          <TimeLeft startedAt={request.createdAt} dueAt={request.expiresAt} purpose="to adopt" />
        ) : null}
        {status === "approved" && request.executeBy && request.decidedAt ? (
          <TimeLeft startedAt={request.decidedAt} dueAt={request.executeBy} purpose="to carry out" />
        ) : null}
      </div>
      <PausedNote status={status} />
      <RequestMessage
        request={request}
        lastRead={lastRead}
        actions={
          viewer.canWork && onAsk && repeatable.has(status) ? (
            <Button size="sm" icon={<RotateCcw />} onClick={() => onAsk(action, request.reason)}>
              Ask again
            </Button>
          ) : null
        }
      />
      {formOpen ? null : <SettlePart request={request} />}
      <RequestDetails request={request} />
      {formOpen ? null : <ProposalPart request={request} onAdopt={onAdopt} />}
      {pending ? (
        <div className="grid gap-3 rounded-md border bg-subtle p-3">
          <p className="text-sm text-muted">
            {request.eligibleApprovers.length === 0 ? (
              "Nobody can decide on this now. Have another IAM lead sign in once, or ask an administrator."
            ) : (
              <>
                <span className="font-medium text-fg">{listNames(request.eligibleApprovers, "and")}</span> can
                decide on this.
              </>
            )}
          </p>
          {viewer.canWork ? (
            <>
              {request.rights.approve.allowed ? <GateList gates={request.gates} columns={2} /> : null}
              {formOpen ? null : (
                <DecisionPart
                  key={request.key}
                  request={request}
                  current={current}
                  onDecided={(decision) => tellDecision(request, decision)}
                />
              )}
            </>
          ) : null}
        </div>
      ) : null}
      <CommentPart request={request} />
      <div className="flex flex-wrap items-start gap-2">
        <WithdrawButton request={request} />
        <PageButton request={request} />
      </div>
    </>
  );
}

interface AskButtonsProps {
  view: CaseView;
  doubt: ShownState["doubt"];
  onAsk: RequestPanelProps["onAsk"];
}

const unreadWords = "1Password can’t be read just now, and a request needs a state that was really read.";

function AskButtons({ view, doubt, onAsk }: AskButtonsProps) {
  const { viewer } = useActing();
  if (!viewer.canWork) return null;
  const { requestSuspension, requestReactivation } = view.rights;
  const whyNot = (right: Right) => {
    // Words about a state that the badge no longer vouches for would contradict it.
    const overtaken = doubt !== null && !right.allowed && right.code === "state_unfit";
    if (doubt === "unread" && (right.allowed || overtaken)) return unreadWords;
    if (overtaken) return "A call is under way: what the person is now isn’t known yet.";
    return right.allowed ? null : <TimedText text={right.why} />;
  };
  return (
    <div className="flex flex-col items-start gap-2 border-t pt-4 first:border-t-0 first:pt-0">
      <Button
        variant={requestSuspension.allowed && view.requests.length === 0 ? "primary" : "secondary"}
        disabledReason={whyNot(requestSuspension)}
        onClick={() => onAsk("suspend", "")}
      >
        Request suspension
      </Button>
      <Button disabledReason={whyNot(requestReactivation)} onClick={() => onAsk("reactivate", "")}>
        Request reactivation
      </Button>
    </div>
  );
}
