"use client";

import { useStanding } from "#components/live/use-standing.ts";
import { Callout } from "#components/ui/callout.tsx";
import type { RequestStatus } from "#lib/domain/request.ts";

/** While execution is paused: that decisions go on and nothing is sent. Nothing where no decision or call is ahead. */
export function PausedNote({ status }: { status: RequestStatus }) {
  const paused = useStanding()?.paused ?? null;
  if (paused === null || (status !== "pending" && status !== "approved")) return null;
  return (
    <Callout
      tone="warning"
      role="status"
      title="Execution is paused: approvals go on, but nothing is sent to 1Password."
    >
      {status === "approved"
        ? "This stays approved until two people resume execution, or its time to be carried out runs out."
        : "What is approved now waits until two people resume execution, or its time to be carried out runs out."}
    </Callout>
  );
}
