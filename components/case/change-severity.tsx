"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { severities, type Severity } from "#lib/domain/severity.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

const items: readonly SelectItem<Severity>[] = severities.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

/** Sets the severity by hand; signals don't change it afterwards. */
export function ChangeSeverity({ view, change }: { view: CaseView; change: CaseActions["severity"] }) {
  const [open, setOpen] = useState(false);
  const [severity, setSeverity] = useState<Severity>(view.severity);
  const [reason, setReason] = useState("");
  const { act, pending, problem, forget } = useAct();
  const missing =
    severity === view.severity && view.correlation.severityByPerson
      ? "That is its severity already."
      : reason.trim() === ""
        ? "Write a reason first."
        : null;

  async function submit() {
    const done = await act("severity", () => change({ caseKey: view.key, severity, reason }));
    if (done !== null) setOpen(false);
  }

  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        onClick={() => {
          setSeverity(view.severity);
          setOpen(true);
        }}
      >
        Change severity…
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          forget();
        }}
        title={`Severity of ${view.key}`}
        description="It is the highest of the case’s signals until somebody sets it; from then on no signal changes it."
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
              Set severity
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          <Field label="Severity">
            <Select items={items} value={severity} onValueChange={setSeverity} />
          </Field>
          <Field label="Why" mark="required">
            <Textarea rows={2} value={reason} onValueChange={setReason} maxLength={8_000} />
          </Field>
        </div>
      </Dialog>
    </>
  );
}
