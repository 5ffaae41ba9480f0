"use client";

import { useState } from "react";

import { ActDialog, type ActDialogProps } from "#components/request/act-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface ReasonDialogProps<T> extends Omit<ActDialogProps<T>, "submit" | "children"> {
  /** What the reason is called in the form. */
  label?: string | undefined;
  placeholder?: string | undefined;
  /** What is missing besides the reason; null when nothing is. */
  missing?: string | null | undefined;
  submit: (reason: string) => Promise<ActionResult<T>>;
  /** Fields before the reason. */
  children?: ActDialogProps<T>["children"];
}

/** A button that opens a small form with a reason. The text stays until the server has it. */
export function ReasonDialog<T>(props: ReasonDialogProps<T>) {
  const { label = "Reason", placeholder, missing, submit, onDone, children, ...dialog } = props;
  const [reason, setReason] = useState("");

  return (
    <ActDialog
      {...dialog}
      missing={missing ?? (reason.trim() === "" ? "Write a reason first." : null)}
      submit={() => submit(reason)}
      onDone={(answer) => {
        setReason("");
        onDone?.(answer);
      }}
    >
      {(close) => (
        <>
          {typeof children === "function" ? children(close) : children}
          <Field label={label} mark="required">
            <Textarea
              rows={3}
              value={reason}
              onValueChange={setReason}
              maxLength={8_000}
              {...(placeholder === undefined ? {} : { placeholder })}
            />
          </Field>
        </>
      )}
    </ActDialog>
  );
}
