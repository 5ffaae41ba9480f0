"use client";

import { Lock, UserRoundCheck } from "lucide-react";
import Link from "next/link";

import { CaseStatus } from "#components/case-status.tsx";
import { CaseStepper } from "#components/case-stepper.tsx";
import type { CaseActions } from "#components/case/case-actions.ts";
import { CaseOwner } from "#components/case/case-owner.tsx";
import { ChangeSeverity } from "#components/case/change-severity.tsx";
import { CloseCase } from "#components/case/close-case.tsx";
import { ClosedNote } from "#components/case/closed-note.tsx";
import { SnoozeCase } from "#components/case/snooze-case.tsx";
import { EntityId } from "#components/entity-id.tsx";
import { useActing } from "#components/request/acting.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { SeverityMark } from "#components/severity-mark.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { UserState } from "#lib/domain/directory.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

export interface CaseHeaderProps {
  view: CaseView;
  actions: CaseActions;
  state: UserState;
  onAskReactivation: () => void;
}

/** What the case is, where it stands, whose it is, and what can be done with it as a whole. */
export function CaseHeader({ view, actions, state, onAskReactivation }: CaseHeaderProps) {
  const { viewer } = useActing();
  const { act, pending, problem } = useAct();
  const { take } = view.rights;
  const closed = view.status === "closed";
  return (
    <div className="-mb-2">
      <PageHeader
        eyebrow={
          <>
            <EntityId id={view.key} className="text-sm text-fg" />
            <SeverityMark severity={view.severity} />
            <CaseStatus status={view.status} />
            {view.held ? (
              <Link href={`/users/${view.subject.userId}#personal-data`} prefetch={false}>
                <Badge tone="violet" icon={<Lock />}>
                  Legal hold
                </Badge>
              </Link>
            ) : null}
          </>
        }
        title={<SafeText text={view.title} />}
        description={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-0.5">
            <span>
              opened <TimeStamp at={view.openedAt} />
            </span>
            <span className="inline-flex items-center gap-1">
              workflow <EntityId id={view.workflowId} shorten />
            </span>
            {viewer.canWork && !closed ? <ChangeSeverity view={view} change={actions.severity} /> : null}
          </span>
        }
        actions={
          viewer.canWork && !closed ? (
            <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
              <CaseOwner view={view} assign={actions.assign} />
              {/* Reasons under the buttons wrap, so that they don't push the row away from the title. */}
              <div className="flex max-w-36">
                <Button
                  icon={<UserRoundCheck />}
                  variant={view.owner === null && take.allowed ? "primary" : "secondary"}
                  pending={pending === "take"}
                  disabledReason={take.allowed ? null : take.why}
                  reasonPlacement="below"
                  onClick={() => void act("take", () => actions.take({ caseKey: view.key }))}
                >
                  Take
                </Button>
              </div>
              <div className="flex max-w-36">
                <SnoozeCase view={view} snooze={actions.snooze} />
              </div>
              <div className="flex max-w-36">
                <CloseCase
                  view={view}
                  close={actions.close}
                  state={state}
                  onAskReactivation={onAskReactivation}
                />
              </div>
            </div>
          ) : (
            <span className="text-sm text-muted">
              Owner: {view.owner ? <SafeText text={view.owner.name} className="text-fg" /> : "nobody"}
            </span>
          )
        }
      >
        <CaseStepper status={view.status} reached={reachedStatuses(view)} />
      </PageHeader>
      <ProblemNote problem={problem} />
      {closed ? (
        <div className="mb-2">
          <ClosedNote view={view} />
        </div>
      ) : null}
    </div>
  );
}

/** The statuses that the timeline tells of; null where it isn't shown from its beginning. */
function reachedStatuses({ timeline }: CaseView): ReadonlySet<string> | null {
  if (timeline[0]?.n !== 1) return null;
  const changes = timeline.filter(({ type }) => type.startsWith("case."));
  const said = changes.flatMap(({ facts }) =>
    facts.filter(([name]) => name === "before" || name === "after").map(([, value]) => value),
  );
  return new Set(said);
}
