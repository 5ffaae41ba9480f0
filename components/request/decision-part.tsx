"use client";

import { useId, useState } from "react";

import { useActing } from "#components/request/acting.tsx";
import { Digest } from "#components/request/digest.tsx";
import { findDifference } from "#components/request/find-difference.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { SignInAgain } from "#components/request/sign-in-again.tsx";
import { useAct } from "#components/request/use-act.ts";
import type { CurrentReading } from "#components/request/use-reading.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { LiveReading, Right } from "#lib/domain/views/parts.ts";
import type { RequestView } from "#lib/domain/views/request-view.ts";

export interface DecisionPartProps {
  request: RequestView;
  current: CurrentReading;
  onDecided: (decision: "approve" | "deny") => void;
}

/**
 * Reason, Deny, Approve. Nothing is chosen beforehand, no key approves, and Approve waits for a reading that shows the
 * person unchanged. Whoever may not decide reads why in place of an enabled button.
 */
export function DecisionPart({ request, current, onDecided }: DecisionPartProps) {
  const { actions } = useActing();
  const { act, pending, problem } = useAct();
  const [reason, setReason] = useState("");
  const whyId = useId();
  const { approve, deny } = request.rights;
  const mayDecide = approve.allowed || deny.allowed;

  async function decide(decision: "approve" | "deny") {
    const { key, digest, version } = request;
    const done = await act(decision, () =>
      actions.decide({ requestKey: key, decision, reason, digest, version }),
    );
    if (done === null) return;
    setReason("");
    onDecided(decision);
  }

  const missing = reason.trim() === "" ? "Write a reason first." : null;
  const ground = approve.allowed ? groundReason(request, current.reading) : null;
  return (
    <div className="grid gap-2">
      {mayDecide ? (
        <Field label="Reason" mark="required">
          <Textarea
            rows={2}
            value={reason}
            onValueChange={setReason}
            maxLength={8_000}
            disabled={pending !== null}
            placeholder="What did you check, and why is this right or wrong?"
          />
        </Field>
      ) : null}
      <ProblemNote problem={problem} />
      {ground !== null && current.reading?.ok === false ? (
        <p className="text-xs text-muted">
          <button
            type="button"
            className="min-h-6 font-medium text-accent underline underline-offset-2"
            onClick={current.refresh}
          >
            Read again
          </button>
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Digest digest={request.digest} />
        <div className="flex flex-wrap items-center justify-end gap-2 [&>span]:gap-0">
          <span id={whyId} className="text-xs text-muted">
            <Why right={approve} otherwise={missing ?? ground} />
          </span>
          <Button
            aria-describedby={whyId}
            pending={pending === "deny"}
            disabledReason={elsewhere(!deny.allowed || missing !== null || pending === "approve")}
            onClick={() => void decide("deny")}
          >
            Deny
          </Button>
          <Button
            variant="primary"
            aria-describedby={whyId}
            pending={pending === "approve"}
            disabledReason={elsewhere(
              !approve.allowed || missing !== null || ground !== null || pending === "deny",
            )}
            onClick={() => void decide("approve")}
          >
            Approve
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Disabled, with the reason that stands before both buttons: it is said once, and described to both. */
function elsewhere(disabled: boolean): string | null {
  return disabled ? "" : null;
}

function Why({ right, otherwise }: { right: Right; otherwise: string | null }) {
  if (right.allowed) return otherwise;
  return (
    <>
      {right.why} {right.code === "step_up_required" ? <SignInAgain /> : null}
    </>
  );
}

/** Why the person's state doesn't let anybody approve, or null. The server reads once more when the button is pressed. */
function groundReason(request: RequestView, reading: LiveReading | null): string | null {
  if (reading === null) return "Reading the state from 1Password …";
  if (!reading.ok) return "1Password could not be read just now, so nothing can be approved.";
  const difference = findDifference(request, reading);
  return difference === null ? null : `Changed since the request: ${difference}. It must be asked again.`;
}
