"use client";

import { QuotedText } from "#components/request/quoted-text.tsx";
import { ReasonForm } from "#components/request/reason-form.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ExecutionView } from "#lib/domain/views/governance-view.ts";

export interface ExecutionSwitchProps {
  execution: ExecutionView;
  pause: (input: { reason: string }) => Promise<ActionResult<void>>;
  resume: (input: { reason: string }) => Promise<ActionResult<{ running: boolean }>>;
}

/** Whether anything is sent to 1Password. One person stops it; it takes two to go on. */
export function ExecutionSwitch({ execution, pause, resume }: ExecutionSwitchProps) {
  const { rights, resumeAsked } = execution;
  if (execution.state === "running") {
    return (
      <div className="grid gap-3">
        <p className="max-w-prose text-muted">
          Execution runs: what was approved is sent to 1Password. A pause stops every call from that moment
          on, in every process. Requests and approvals go on; what is under way comes to its end. Two people
          are needed to resume.
        </p>
        {mayTry(rights.pause) ? (
          <ReasonForm
            key="pause"
            button="Pause execution"
            placeholder="Why must nothing be sent now, and what has to be found out?"
            disabledReason={rights.pause.allowed ? null : rights.pause.why}
            submit={(reason) => pause({ reason })}
            onDone={() => showToast({ tone: "success", title: "Execution is paused" })}
          />
        ) : null}
      </div>
    );
  }
  return (
    <div className="grid gap-3">
      <Callout tone="warning" title="Execution is paused: nothing is sent to 1Password.">
        <SafeText text={execution.by ?? "Somebody"} className="text-fg" /> paused it
        {execution.since ? (
          <>
            {" "}
            <TimeStamp at={execution.since} />
          </>
        ) : null}
        <QuotedText text={execution.reason ?? ""} className="mt-1" />
      </Callout>
      {resumeAsked ? (
        <Callout
          tone="info"
          title={
            <>
              <SafeText text={resumeAsked.by} /> asks to resume; a second person has to confirm.
            </>
          }
        >
          <TimeStamp at={resumeAsked.at} />
          <QuotedText text={resumeAsked.reason} className="mt-1" />
        </Callout>
      ) : (
        <p className="text-muted">
          One person asks to resume, another one confirms it. Neither is under investigation.
        </p>
      )}
      {mayTry(rights.resume) ? (
        <ReasonForm
          key={resumeAsked ? "confirm" : "ask"}
          button={resumeAsked ? "Confirm resume" : "Ask to resume"}
          placeholder="What was found out, and why is it right to go on?"
          disabledReason={rights.resume.allowed ? null : rights.resume.why}
          submit={(reason) => resume({ reason })}
          onDone={({ running }) =>
            showToast({
              tone: "success",
              title: running ? "Execution runs again" : "A second person has to confirm",
            })
          }
        />
      ) : null}
    </div>
  );
}

/** Whoever lacks the role gets no control; everybody else reads why not beside it. */
function mayTry(right: ExecutionView["rights"]["pause"]): boolean {
  return right.allowed || right.code !== "role_missing";
}
