import type { ReactNode } from "react";

import { EntityId } from "#components/entity-id.tsx";
import { actionWords } from "#components/request/action-words.ts";
import { ChecklistAnswers } from "#components/request/checklist-answers.tsx";
import { CauseList } from "#components/request/cause-list.tsx";
import { ExposureLine } from "#components/request/exposure-line.tsx";
import { findDifference } from "#components/request/find-difference.ts";
import { GateList } from "#components/request/gate-list.tsx";
import { knownGates } from "#components/request/known-gates.ts";
import { NarrowerAnswers } from "#components/request/narrower-answers.tsx";
import { PolicyLine } from "#components/request/policy-line.tsx";
import { MeanwhileList } from "#components/request/meanwhile-list.tsx";
import { IdentityWarning } from "#components/people/identity-note.tsx";
import { QuotedText } from "#components/request/quoted-text.tsx";
import type { CurrentReading } from "#components/request/use-reading.ts";
import { VoteList } from "#components/request/vote-list.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** What a second person looks at before deciding, numbered in the order in which it is to be read. */
export function DecisionEvidence({ request, current }: { request: RequestView; current: CurrentReading }) {
  const { snapshot, account, action, suspendedBefore } = request;
  const words = actionWords[action];
  return (
    <dl className="divide-y">
      <Part n={1} title="Ask">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium">
            {words.verb} <SafeText text={snapshot.name} />
          </span>
          <EntityId id={snapshot.userId} shorten />
          <span className="text-muted">
            account <span className="font-mono text-xs">{account.id}</span> at {new URL(account.host).host}
          </span>
        </span>
      </Part>
      <Part n={2} title="Why">
        <div className="grid gap-2">
          <QuotedText text={request.reason} />
          {request.checklist ? <ChecklistAnswers checklist={request.checklist} /> : null}
          <CauseList causes={request.causes} />
          <PolicyLine request={request} />
          {request.incident === null ? null : (
            <p className="text-sm">
              Part of the mass incident “<SafeText text={request.incident.reason} />”
            </p>
          )}
        </div>
      </Part>
      <Part n={3} title="Who">
        <SafeText text={request.requester?.name ?? "a machine, no person yet"} className="font-medium" />{" "}
        <span className="text-muted">
          asked <TimeStamp at={request.createdAt} />
        </span>
        {request.votes.length > 0 ? (
          <div className="mt-1.5">
            <VoteList votes={request.votes} />
          </div>
        ) : null}
        <span className="block text-xs text-muted">
          {request.approvals} of {request.needed} approvals so far
        </span>
      </Part>
      <Part n={4} title="Gates">
        <GateList gates={knownGates(request)} columns={2} />
      </Part>
      <Part n={5} title="Effect">
        <IdentityWarning identity={request.identity} action={action} />
        <p className="mt-1.5">{words.effect}</p>
        <p className="mt-0.5 text-muted">{words.not}</p>
        <div className="mt-0.5">
          <NarrowerAnswers request={request} />
        </div>
        {request.reviewBy ? (
          <p className="mt-0.5">
            Review due <TimeStamp at={request.reviewBy} />
          </p>
        ) : null}
        {action === "suspend" ? (
          <div className="mt-1">
            <ExposureLine caseKey={request.caseKey} />
          </div>
        ) : null}
        <p className="mt-0.5 text-xs text-muted">
          {suspendedBefore === 0
            ? "Never suspended through this console before."
            : suspendedBefore === 1
              ? "Suspended through this console once before."
              : `Suspended through this console ${suspendedBefore} times before.`}
        </p>
      </Part>
      <Part n={6} title="Changed">
        <Changed request={request} current={current} />
        {request.meanwhile ? (
          <div className="mt-2">
            <MeanwhileList
              meanwhile={request.meanwhile}
              readAt={current.reading?.ok ? current.reading.subject.readAt : request.createdAt}
            />
          </div>
        ) : null}
      </Part>
    </dl>
  );
}

function Changed({ request, current }: { request: RequestView; current: CurrentReading }) {
  const { reading } = current;
  if (reading === null) return <span className="text-muted">Reading the state from 1Password …</span>;
  if (!reading.ok) {
    return (
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StateBadge state="UNKNOWN" readAt={null} />
        <span className="text-warning">1Password could not be read.</span>
        <SafeText text={reading.message} className="text-muted" />
      </span>
    );
  }
  const difference = findDifference(request, reading);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StateBadge state={reading.subject.state} readAt={reading.subject.readAt} />
      {difference === null ? (
        <span>Nothing since the request: state and e-mail are the same</span>
      ) : (
        <span className="font-medium text-warning">
          <SafeText text={difference} /> since the request
        </span>
      )}
      <span className="text-xs text-muted">
        read <TimeStamp at={reading.subject.readAt} />
      </span>
    </span>
  );
}

function Part({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[6rem_minmax(0,1fr)]">
      <dt className="flex items-baseline gap-2 text-sm font-medium text-muted">
        <span className="font-mono text-xs text-faint">{n}</span>
        {title}
      </dt>
      <dd className="min-w-0 text-fg">{children}</dd>
    </div>
  );
}
