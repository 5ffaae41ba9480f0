"use client";

import type { ReactNode } from "react";

import { useStanding } from "#components/live/use-standing.ts";
import { IncidentBanner } from "#components/live/incident-banner.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { EventsBanner } from "#components/live/events-banner.tsx";
import { Banner } from "#components/shell/banner.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";

/**
 * What is so now comes before what is always so of this installation: the log first, then a pause, then a freeze of the
 * reader, then what isn't anchored.
 */
export function StandingBanner({ otherwise }: { otherwise: ReactNode }) {
  const incident = useStanding()?.incident ?? null;
  return (
    <>
      <WorstBanner otherwise={incident === null ? otherwise : null} />
      {incident === null ? null : <IncidentBanner incident={incident} />}
    </>
  );
}

function WorstBanner({ otherwise }: { otherwise: ReactNode }) {
  const standing = useStanding();
  if (standing?.fault && standing.log?.state !== "halted") {
    const { words, paused } = standing.fault;
    return (
      <Banner
        tone="danger"
        message={
          <>
            <strong className="font-semibold">
              <SafeText text={words} />
            </strong>{" "}
            {paused ? "Execution is paused." : "Execution runs: two people resumed it."} Reading goes on.
            Whoever runs this server looks with <code>npm run verify</code> and puts the last right backup
            back: <code>docs/guides/verification-failed.md</code>.
          </>
        }
        link={{ href: "/audit", label: "Audit" }}
      />
    );
  }
  if (standing?.log) {
    const { state, since, problem } = standing.log;
    return (
      <Banner
        tone="danger"
        message={
          state === "halted" ? (
            <>
              <strong className="font-semibold">
                The log is not what was signed last: nothing is written or sent.
              </strong>{" "}
              <SafeText text={problem} /> Whoever runs this server puts the right database and{" "}
              <code>signer-state.json</code> back, or opens a new epoch, which tells the loss for good:{" "}
              <code>npm run admin -- open-epoch --reason &quot;…&quot;</code>
            </>
          ) : (
            <>
              <strong className="font-semibold">
                The log can’t be sealed: nothing is sent to 1Password.
              </strong>{" "}
              <SafeText text={problem} /> It is tried again by itself, since <TimeStamp at={since} />. If it
              stays, look at disk space and rights of <code>DATA_DIR</code> and at the server’s log.
            </>
          )
        }
        link={{ href: "/audit", label: "Audit" }}
      />
    );
  }
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
  if (standing?.unanchored) {
    const { anchor, since, collector, lastError } = standing.unanchored;
    return (
      <Banner
        tone="warning"
        message={
          <>
            <strong className="font-semibold">
              What was sealed since <TimeStamp at={since} /> has not reached the anchor{" "}
              <SafeText text={anchor} />.
            </strong>{" "}
            {lastError === null ? null : <SafeText text={`${lastError} `} />}
            So long a cut of the log by somebody with its key would go unseen.{" "}
            {collector
              ? "An administrator tests or removes it in Settings, Anchors."
              : "Whoever runs this server looks at disk space and rights of DATA_DIR/anchors."}
          </>
        }
        link={{ href: collector ? "/settings#anchors" : "/audit", label: collector ? "Settings" : "Audit" }}
      />
    );
  }
  if (standing?.events) return <EventsBanner trouble={standing.events} />;
  return otherwise;
}
