"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { StateBadge } from "#components/state-badge.tsx";
import { StateReading } from "#components/state-reading.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SubjectView } from "#lib/domain/views/parts.ts";
import { userReadingQuery } from "#lib/queries/users.ts";

/** The person as 1Password returns them now. Until it has, and when it can't, the state is UNKNOWN. */
export function LiveUser({ subject }: { subject: SubjectView }) {
  const router = useRouter();
  const { data, error, isFetching, refetch } = useQuery(userReadingQuery(subject.userId));
  const read = data?.ok ? data.subject : null;
  const lastKnown = data && !data.ok ? (data.lastKnown ?? subject) : subject;
  const shown = read ?? lastKnown;
  const problem = data && !data.ok ? data.message : (error?.message ?? null);

  // A state that differs from the copy has left an entry: the rest of the page, rendered before, doesn't show it yet.
  const changed = read !== null && read.state !== subject.state;
  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, router]);

  return (
    <Section
      title="1Password user"
      id="user"
      actions={
        <Button size="sm" icon={<RefreshCw />} pending={isFetching} onClick={() => void refetch()}>
          Refresh
        </Button>
      }
    >
      <div className="flex flex-col gap-3" aria-busy={isFetching || undefined}>
        {read ? (
          <StateReading state={read.state} readAt={read.readAt} />
        ) : (
          <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
            <StateBadge state="UNKNOWN" readAt={lastKnown.readAt} />
            <span className="text-xs text-muted">
              {isFetching ? "reading from 1Password… " : ""}
              {`last read as ${lastKnown.state}, `}
              <TimeStamp at={lastKnown.readAt} />
            </span>
          </span>
        )}
        {problem === null ? null : (
          <Callout tone="warning" role="alert" title="1Password could not be read">
            {problem} The state stays unknown until a reading succeeds; try Refresh.
          </Callout>
        )}
        {data?.ok && data.warnings.length > 0 ? (
          <Callout tone="info" title="1Password’s answer was unusual">
            {data.warnings.join(" ")}
          </Callout>
        ) : null}
        <DescriptionList
          items={[
            { term: "Name", value: <SafeText text={shown.name} /> },
            { term: "E-mail", value: <SafeText text={shown.email} /> },
            { term: "User id", value: <EntityId id={shown.userId} /> },
            ...(subject.gone && !read
              ? [{ term: "Listing", value: "No longer in the directory at the last listing" }]
              : []),
          ]}
        />
      </div>
    </Section>
  );
}
