"use client";

import { useState, type ReactNode } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface ReasonFormProps<T> {
  /** The words of the button. */
  button: string;
  placeholder: string;
  /** Why it can't be pressed whatever is written; null when it can. */
  disabledReason?: ReactNode;
  submit: (reason: string) => Promise<ActionResult<T>>;
  onDone?: ((answer: T) => void) | undefined;
}

/** A reason and the one thing that it is given for. The text stays until the server has it. */
export function ReasonForm<T>({ button, placeholder, disabledReason, submit, onDone }: ReasonFormProps<T>) {
  const { act, pending, problem } = useAct();
  const [reason, setReason] = useState("");

  async function press() {
    const result = await act("submit", submit.bind(null, reason));
    if (result === null) return;
    setReason("");
    onDone?.(result);
  }

  return (
    <div className="grid gap-2">
      <Field label="Reason" mark="required">
        <Textarea
          rows={2}
          value={reason}
          onValueChange={setReason}
          maxLength={8_000}
          disabled={pending !== null}
          placeholder={placeholder}
        />
      </Field>
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap justify-end">
        <Button
          pending={pending !== null}
          disabledReason={disabledReason ?? (reason.trim() === "" ? "Write a reason first." : null)}
          onClick={() => void press()}
        >
          {button}
        </Button>
      </div>
    </div>
  );
}
