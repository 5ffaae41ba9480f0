"use client";

import Link from "next/link";

import type { CaseActions } from "#components/case/case-actions.ts";
import { verdictWords } from "#components/case/closed-note.tsx";
import { LinkCase } from "#components/case/link-case.tsx";
import { PartSubject } from "#components/case/part-subject.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { CaseView } from "#lib/domain/views/case-view.ts";

export interface CorrelationNotesProps {
  view: CaseView;
  actions: CaseActions;
  /** Whether whoever looks may work on the case at all. */
  canWork: boolean;
}

/** What has to be known about how the case came to hold what it holds; nothing where there is nothing to know. */
export function CorrelationNotes({ view, actions, canWork }: CorrelationNotesProps) {
  const { act, pending, problem } = useAct();
  const { unlinked, twins, linked, snoozed, mergedInto, previousKey } = view.correlation;
  const mayChange = canWork && view.status !== "closed";
  return (
    <>
      <ProblemNote problem={problem} />
      {snoozed === null ? null : (
        <Callout
          title={
            <>
              Snoozed until <TimeStamp at={snoozed.until} />
            </>
          }
          actions={
            mayChange ? (
              <Button
                size="sm"
                pending={pending === "wake"}
                onClick={() => void act("wake", () => actions.wake({ caseKey: view.key }))}
              >
                Wake now
              </Button>
            ) : null
          }
        >
          {snoozed.wakeAt === null || snoozed.wakeAt === "informational"
            ? "Any new signal wakes it before that."
            : `A signal of ${snoozed.wakeAt} severity or above wakes it before that.`}
        </Callout>
      )}
      {unlinked ? (
        <Callout
          tone="warning"
          title="Not linked: nobody in 1Password is known by this address or id"
          actions={mayChange ? <LinkCase view={view} link={actions.link} /> : null}
        >
          No action can be asked for. The case links itself as soon as the directory knows the address; a
          person can link it before.
        </Callout>
      ) : null}
      {twins.map(({ userId, shown }) => (
        <Callout key={userId} tone="warning" title="Another subject’s address looks almost like this one">
          <Link href={`/users/${userId}`} prefetch={false} className="underline">
            <SafeText text={shown} />
          </Link>{" "}
          isn’t the same address. Their signals are kept apart.
        </Callout>
      ))}
      {mergedInto === null ? null : (
        <Callout title="Its signals went to another case">
          <CaseLink caseKey={mergedInto} /> holds them now.
        </Callout>
      )}
      {previousKey === null ? null : (
        <Callout title="There was a case before this one">
          <CaseLink caseKey={previousKey} /> had been closed for too long to be opened again.
        </Callout>
      )}
      {view.status === "reopened" && view.closeVerdict !== null ? (
        <Callout title={`It was closed before, as ${verdictWords[view.closeVerdict]}`}>
          {view.closeReason ? <SafeText text={view.closeReason} /> : null}
        </Callout>
      ) : null}
      {linked.map(({ unlinkedId, shown }) => (
        <Callout
          key={unlinkedId}
          title={
            <>
              Signals about <SafeText text={shown} /> count as this person’s
            </>
          }
          actions={
            mayChange ? <PartSubject unlinkedId={unlinkedId} shown={shown} part={actions.part} /> : null
          }
        />
      ))}
    </>
  );
}

function CaseLink({ caseKey }: { caseKey: string }) {
  return (
    <Link href={`/cases/${caseKey}`} prefetch={false} className="font-mono underline">
      {caseKey}
    </Link>
  );
}
