"use client";

import type { ReactNode } from "react";

import { useStanding } from "#components/live/use-standing.ts";
import { Countdown } from "#components/request/countdown.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { QuotedText } from "#components/request/quoted-text.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Callout, type CalloutTone } from "#components/ui/callout.tsx";
import type { SubjectView } from "#lib/domain/views/parts.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

interface Message {
  tone: CalloutTone;
  title: ReactNode;
  body?: ReactNode;
}

export interface RequestMessageProps {
  request: RequestView;
  /** The person as last read, for an outcome that nobody knows. */
  lastRead: SubjectView;
  actions?: ReactNode;
}

/** Where a request stands, in a sentence: what happened, what did not, what comes next. */
export function RequestMessage({ request, lastRead, actions }: RequestMessageProps) {
  const paused = useStanding()?.paused ?? null;
  // That nothing is sent while execution is paused is said by its own note: "about to be asked" would be wrong.
  if (paused !== null && request.status === "approved") return null;
  const message = messageOf(request, lastRead);
  if (message === null) return null;
  return (
    <Callout tone={message.tone} title={message.title} actions={actions}>
      {message.body}
    </Callout>
  );
}

function messageOf(request: RequestView, lastRead: SubjectView): Message | null {
  const { status, action, outcome, snapshot } = request;
  const { noun } = actionWords[action];
  const name = <SafeText text={snapshot.name} />;
  switch (status) {
    case "proposed":
      return {
        tone: "info",
        title: request.proposedBy ? (
          <>
            <SafeText text={request.proposedBy.name} />
            {request.proposedBy.agent ? ", an AI agent," : ""} proposed this. Nothing happens until a person
            adopts it and a second one approves.
          </>
        ) : (
          "A machine proposed this. Nothing happens until a person adopts it and a second one approves."
        ),
        body: "Any analyst or IAM lead can adopt it on the case’s page, or dismiss it with a reason.",
      };
    case "pending":
      return null;
    case "approved":
      return {
        tone: "info",
        title: request.nextTryAt ? (
          <>
            Approved, and nothing was sent so far. Next try <Countdown until={request.nextTryAt} />.
          </>
        ) : (
          "Approved. 1Password is about to be asked."
        ),
        body: lastProblem(request),
      };
    case "executing":
      return {
        tone: "info",
        title: `1Password is being asked to ${action}, attempt ${Math.max(1, request.attempts.length)}.`,
      };
    case "unknown":
      return {
        tone: "warning",
        title: `We do not know whether the ${noun} happened.`,
        body: (
          <>
            Last read: {lastRead.state} at <TimeStamp at={lastRead.readAt} show="absolute" />.{" "}
            {request.nextTryAt ? (
              <>
                Checking again <Countdown until={request.nextTryAt} />.{" "}
              </>
            ) : null}
            Don’t ask again: this request stays open.
          </>
        ),
      };
    case "needs_attention":
      return {
        tone: "danger",
        title: "The readings don’t agree, or none came. Somebody has to look at this person in 1Password.",
        body: (
          <>
            Last read: {lastRead.state} at <TimeStamp at={lastRead.readAt} show="absolute" />. Countersign
            keeps reading; the request stays open and holds this person.
            <span className="mt-1 block">
              Owner: <SafeText text={request.owner ?? "nobody"} className="font-medium text-fg" />. Next step:
              see in 1Password what is so. Once two readings agree, an IAM lead settles it here with a reason.
            </span>
          </>
        ),
      };
    case "succeeded":
      return {
        tone: "success",
        title: outcome?.after ? (
          <>
            {name} was seen {outcome.after.state} at <TimeStamp at={outcome.after.readAt} show="absolute" />.
          </>
        ) : (
          "Done."
        ),
        body: outcome?.message,
      };
    case "refused":
      return {
        tone: "danger",
        title: `1Password refused${refusal(request)}. No change was made.`,
        body: outcome ? <SafeText text={outcome.message} /> : null,
      };
    case "failed":
      return {
        tone: "danger",
        title: `The ${noun} failed: nothing of it is in force.`,
        body: outcome?.message ?? request.staleDifference,
      };
    case "superseded":
      return { tone: "info", title: "A newer suspension took over. This request sends nothing any more." };
    case "denied": {
      const vote = request.votes.find(({ decision }) => decision === "deny");
      return {
        tone: "info",
        title: `${vote?.person ?? "Somebody"} denied this. Nothing was sent.`,
        body: vote ? <QuotedText text={vote.reason} /> : null,
      };
    }
    case "withdrawn":
      return { tone: "info", title: "This was withdrawn. Nothing was sent." };
    case "expired":
      return {
        tone: "info",
        title: "The time ran out before this was carried out. Nothing was sent.",
        body: "Ask again if it is still needed.",
      };
    case "stale":
      return staleMessage(request, lastRead);
  }
}

function staleMessage({ action, snapshot, staleDifference }: RequestView, lastRead: SubjectView): Message {
  const difference = staleDifference ?? "the ground changed";
  const wanted = action === "suspend" ? "SUSPENDED" : "ACTIVE";
  const already = difference === `state ${snapshot.state} → ${wanted}`;
  const aboutPerson = /^(state|e-mail) /u.test(difference);
  return {
    tone: "warning",
    title: already ? (
      <>
        <SafeText text={snapshot.name} /> was {wanted} already when it was read, not through this request.
        Nothing was sent.
      </>
    ) : aboutPerson ? (
      <>
        <SafeText text={snapshot.name} /> changed since the request, not through Countersign. Nothing was
        sent.
      </>
    ) : (
      "The ground of this request is gone. Nothing was sent."
    ),
    body: (
      <>
        Found: <SafeText text={difference} />. Approval isn’t possible: the request is stale.{" "}
        {lastRead.state === wanted ? null : "Ask again if it is still needed."}
      </>
    ),
  };
}

function refusal({ outcome, attempts }: RequestView): string {
  const parts = [attempts.at(-1)?.status, outcome?.code].filter(
    (part) => part !== null && part !== undefined,
  );
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}

function lastProblem({ attempts }: RequestView): ReactNode {
  const last = attempts.at(-1);
  return last?.kind === "not_sent" && last.message ? <SafeText text={last.message} /> : null;
}
