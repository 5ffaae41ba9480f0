"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

export interface PartSubjectProps {
  unlinkedId: string;
  shown: string;
  part: CaseActions["part"];
}

/** Takes back that an address or id is this person's. */
export function PartSubject({ unlinkedId, shown, part }: PartSubjectProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { act, pending, problem, forget } = useAct();
  async function submit() {
    const done = await act("part", () => part({ unlinkedId, reason }));
    if (done !== null) setOpen(false);
  }
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Part…<span className="sr-only"> {shown}</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          forget();
        }}
        title="Part from this person"
        description={
          <>
            What came about <SafeText text={shown} /> leaves this person’s case for one of its own.
          </>
        }
        footer={
          <>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              pending={pending !== null}
              disabledReason={reason.trim() === "" ? "Write a reason first." : null}
              onClick={() => void submit()}
            >
              Part
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          <Field label="Why" mark="required">
            <Textarea rows={2} value={reason} onValueChange={setReason} maxLength={8_000} />
          </Field>
        </div>
      </Dialog>
    </>
  );
}
