"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { verdictWords } from "#components/case/closed-note.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
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
  const [verdict, setVerdict] = useState<CloseVerdict | null>(null);
  const right = view.rights.close;
  const words = verdict === null ? null : verdictWords[verdict];

  return (
    <ReasonDialog
      opener="Close case"
      look={{ disabledReason: right.allowed ? null : right.why, reasonPlacement: "below" }}
      title={`Close ${view.key}`}
      description={<SafeText text={view.title} />}
      button={words === null ? "Close" : `Close as ${words}`}
      placeholder="What was found, so that the next one who sees this person knows."
      missing={verdict === null ? "Choose a verdict." : null}
      // The button can't be pressed before there is a verdict.
      submit={(reason) => close({ caseKey: view.key, verdict: verdict ?? "inconclusive", reason })}
      onDone={() => showToast({ tone: "success", title: `${view.key} closed as ${words}` })}
    >
      {(closeDialog) => (
        <>
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
                    closeDialog();
                    onAskReactivation();
                  }}
                >
                  Ask for reactivation first
                </Button>
              </span>
            </Callout>
          ) : null}
        </>
      )}
    </ReasonDialog>
  );
}
