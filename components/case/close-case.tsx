"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { verdictWords } from "#components/case/closed-note.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CloseVerdict } from "#lib/domain/case.ts";
import type { UserState } from "#lib/domain/directory.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

const verdicts: readonly SelectItem<CloseVerdict>[] = [
  { value: "true_positive", label: "True positive", hint: "It happened, and it was dealt with" },
  { value: "benign", label: "Benign", hint: "It happened, and there is nothing wrong with it" },
  { value: "duplicate", label: "Duplicate", hint: "Another case holds this already" },
  { value: "inconclusive", label: "Inconclusive", hint: "It can’t be told" },
];

export interface CloseCaseProps {
  view: CaseView;
  close: CaseActions["close"];
  state: UserState;
  onAskReactivation: () => void;
}

/** Closes the case with a verdict and a reason. A benign case doesn't leave anybody suspended by oversight. */
export function CloseCase({ view, close, state, onAskReactivation }: CloseCaseProps) {
  const [open, setOpen] = useState(false);
  const [verdict, setVerdict] = useState<CloseVerdict | null>(null);
  const [reason, setReason] = useState("");
  const { act, pending, problem, forget } = useAct();
  const right = view.rights.close;
  const missing =
    verdict === null ? "Choose a verdict." : reason.trim() === "" ? "Write a reason first." : null;

  async function submit() {
    if (verdict === null) return;
    const done = await act("close", () => close({ caseKey: view.key, verdict, reason }));
    if (done === null) return;
    setOpen(false);
    showToast({ tone: "success", title: `${view.key} closed as ${verdictWords[verdict]}` });
  }

  return (
    <>
      <Button
        disabledReason={right.allowed ? null : right.why}
        reasonPlacement="below"
        onClick={() => setOpen(true)}
      >
        Close case
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          forget();
        }}
        title={`Close ${view.key}`}
        description={<SafeText text={view.title} />}
        footer={
          <>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              pending={pending !== null}
              disabledReason={missing}
              onClick={() => void submit()}
            >
              {verdict === null ? "Close" : `Close as ${verdictWords[verdict]}`}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          <Field label="Verdict" mark="required">
            <Select items={verdicts} value={verdict} onValueChange={setVerdict} placeholder="Choose" />
          </Field>
          {verdict === "benign" && state === "SUSPENDED" ? (
            <Callout
              tone="warning"
              title={
                <>
                  <SafeText text={view.subject.name} /> is still suspended in 1Password.
                </>
              }
            >
              A closed case permits no request. Ask for the way back while it is open, or close it and leave
              the person suspended.
              <span className="mt-2 block">
                <Button
                  size="sm"
                  onClick={() => {
                    setOpen(false);
                    onAskReactivation();
                  }}
                >
                  Ask for reactivation first
                </Button>
              </span>
            </Callout>
          ) : null}
          <Field label="Reason" mark="required">
            <Textarea
              rows={3}
              value={reason}
              onValueChange={setReason}
              maxLength={8_000}
              placeholder="What was found, so that the next one who sees this person knows."
            />
          </Field>
        </div>
      </Dialog>
    </>
  );
}
