"use client";

import { RefreshCw } from "lucide-react";

import { shownState } from "#components/case/shown-state.ts";
import { EntityId } from "#components/entity-id.tsx";
import { useReading } from "#components/request/use-reading.ts";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SubjectView } from "#lib/domain/views/parts.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

export interface LiveUserProps {
  /** As last known. */
  subject: SubjectView;
  /** Requests about the person that haven't ended: a state read before their call says nothing about now. */
  underWay: readonly Pick<RequestView, "key" | "status" | "attempts">[];
}

/** The person as 1Password returns them now, by the same rule as on a case's page. */
export function LiveUser({ subject, underWay }: LiveUserProps) {
  const { reading, isReading, refresh } = useReading(subject.userId);
  const { state, lastRead, doubt } = shownState({ subject, reading, requests: underWay });
  return (
    <Section
      title="1Password user"
      id="user"
      className="xl:sticky xl:top-[calc(var(--topbar-height)+1rem)]"
      actions={
        <Button size="sm" variant="ghost" icon={<RefreshCw />} pending={isReading} onClick={refresh}>
          Refresh
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-col gap-1.5">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <StateBadge state={state} readAt={doubt === null ? lastRead.readAt : null} />
            <span className="text-xs text-muted">
              {doubt === null ? (
                <>
                  read from 1Password <TimeStamp at={lastRead.readAt} />
                </>
              ) : doubt === "unread" ? (
                "can’t be read just now"
              ) : (
                "a call is under way"
              )}
            </span>
          </p>
          {doubt === null ? null : (
            <p className="text-xs text-muted">
              Last known state: {lastRead.state}, read from 1Password <TimeStamp at={lastRead.readAt} />.
            </p>
          )}
        </div>
        {reading?.ok === false && doubt === "unread" ? (
          <Callout tone="warning" role="status" title="1Password could not be read">
            <p className="mb-2">
              <SafeText text={reading.message} />
            </p>
            <Button size="sm" pending={isReading} onClick={refresh}>
              Retry
            </Button>
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
        <DescriptionList
          layout="narrow"
          items={[
            { term: "Name", value: <SafeText text={lastRead.name} /> },
            { term: "E-mail", value: <SafeText text={lastRead.email} /> },
            { term: "User id", value: <EntityId id={lastRead.userId} /> },
          ]}
        />
      </div>
    </Section>
  );
}
