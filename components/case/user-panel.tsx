"use client";

import { RefreshCw } from "lucide-react";
import Link from "next/link";

import { UserHistory } from "#components/case/user-history.tsx";
import type { ShownState } from "#components/case/shown-state.ts";
import { EntityId } from "#components/entity-id.tsx";
import { IdentityBadges, IdentityFacts } from "#components/people/identity-note.tsx";
import type { CurrentReading } from "#components/request/use-reading.ts";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Section } from "#components/ui/section.tsx";
import type { CaseView } from "#lib/domain/views/case-view.ts";

export interface UserPanelProps {
  view: CaseView;
  shown: ShownState;
  current: CurrentReading;
}

/** The person in 1Password: what they are now, when that was read, and what happened with them before. */
export function UserPanel({ view, shown, current }: UserPanelProps) {
  const { subject } = view;
  const { reading, isReading, refresh } = current;
  const { lastRead, doubt } = shown;
  const isErased = reading?.ok === false && reading.code === "erased";
  const { unlinked } = view.correlation;
  // Nothing will be read by trying again.
  const isFinal = isErased || unlinked;
  return (
    <Section
      title="1Password user"
      id="user"
      actions={
        <Button size="sm" variant="ghost" icon={<RefreshCw />} pending={isReading} onClick={refresh}>
          Refresh
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-3">
        <div className="min-w-0">
          <p className="text-base font-semibold">
            <Link href={`/users/${subject.userId}`} className="text-fg underline-offset-2 hover:underline">
              <SafeText text={subject.name} />
            </Link>
          </p>
          <p className="text-muted">
            <SafeText text={subject.email} className="wrap-anywhere" />
          </p>
          <EntityId id={subject.userId} />
        </div>
        <div className="grid gap-1.5">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <StateBadge state={shown.state} readAt={doubt === null ? lastRead.readAt : null} />
            <span className="text-xs text-muted">
              {doubt === null ? (
                <>
                  as of <TimeStamp at={lastRead.readAt} />
                </>
              ) : unlinked ? (
                "not linked"
              ) : isErased ? (
                "not read any more"
              ) : doubt === "unread" ? (
                "can’t be read just now"
              ) : (
                "a call is under way"
              )}
            </span>
          </p>
          {doubt === null || isFinal ? null : (
            <p className="text-xs text-muted">
              Last known state: {lastRead.state}, read from 1Password <TimeStamp at={lastRead.readAt} />.
            </p>
          )}
        </div>
        {doubt === "unread" && reading?.ok === false ? (
          <Callout
            tone="warning"
            role="status"
            title={unlinked ? "Not linked" : isErased ? "Erased" : "1Password could not be read"}
            actions={
              isFinal ? null : (
                <Button size="sm" pending={isReading} onClick={refresh}>
                  Retry
                </Button>
              )
            }
          >
            <SafeText text={reading.message} />
            {isFinal ? null : " No request can be made on an unread state."}
          </Callout>
        ) : null}
        {lastRead.gone ? (
          <Callout tone="warning" title="No longer in the directory">
            The newest listing of the account did not have this person.
          </Callout>
        ) : null}
        {reading?.ok
          ? reading.warnings.map((warning) => (
              <Callout key={warning} tone="warning">
                <SafeText text={warning} />
              </Callout>
            ))
          : null}
        <div className="grid gap-2 border-t pt-3">
          <IdentityBadges identity={view.identity} />
          {view.identity.advice === null ? null : (
            <p className="text-xs text-muted">{view.identity.advice}</p>
          )}
          <IdentityFacts identity={view.identity} />
        </div>
        <UserHistory view={view} />
      </div>
    </Section>
  );
}
