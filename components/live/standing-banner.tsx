"use client";

import type { ReactNode } from "react";

import { useStanding } from "#components/live/use-standing.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Banner } from "#components/shell/banner.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";

/** What is so now comes before what is always so of this installation: a pause first, then a freeze of the reader. */
export function StandingBanner({ otherwise }: { otherwise: ReactNode }) {
  const standing = useStanding();
  if (standing?.paused) {
    const { by, since, reason } = standing.paused;
    return (
      <Banner
        tone="warning"
        message={
          <>
            <strong className="font-semibold">Execution is paused: nothing is sent to 1Password.</strong>{" "}
            <SafeText text={by} /> paused it <TimeStamp at={since} />: “<SafeText text={reason} />”
          </>
        }
        link={{ href: "/settings#execution", label: "Settings" }}
      />
    );
  }
  if (standing?.frozenBy) {
    return (
      <Banner
        tone="warning"
        message={
          <>
            <strong className="font-semibold">You can’t ask, decide or publish for now.</strong>{" "}
            {standing.frozenBy} asks for a suspension of yourself. It ends when that is settled, or when an
            IAM lead lifts it.
          </>
        }
        link={{ href: `/approvals?request=${standing.frozenBy}`, label: "See the request" }}
      />
    );
  }
  return otherwise;
}
