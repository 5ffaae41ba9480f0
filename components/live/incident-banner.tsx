"use client";

import { SafeText } from "#components/safe-text.tsx";
import { Banner } from "#components/shell/banner.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import type { IncidentBanner as Incident } from "#lib/domain/views/rails-view.ts";

/** While the brake is raised everybody sees who did it, why, for how many more, and until when. */
export function IncidentBanner({ incident }: { incident: Incident }) {
  const { reason, askedBy, confirmedBy, left, allowed, endsAt } = incident;
  return (
    <Banner
      tone="warning"
      label="Mass incident"
      message={
        incident.state === "asked" ? (
          <>
            <strong className="font-semibold">
              A mass incident of {allowed} suspensions waits for a second person.
            </strong>{" "}
            <SafeText text={askedBy} /> asks for it: “<SafeText text={reason} />” The brake is as always.
          </>
        ) : (
          <>
            <strong className="font-semibold">
              Mass incident: the brake is raised, {left} of {allowed} suspensions left
            </strong>
            {endsAt === null ? null : (
              <>
                , until <TimeStamp at={endsAt} />
              </>
            )}
            . <SafeText text={askedBy} /> and <SafeText text={confirmedBy ?? "somebody"} />: “
            <SafeText text={reason} />”
          </>
        )
      }
      link={{ href: "/settings/guard-rails", label: "Guard rails" }}
    />
  );
}
