"use client";

import { useEffect, useState, type ReactNode } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface ReasonDialogProps<T> {
  /** The words of the button that opens it, and how that looks. */
  opener: string;
  look?: Pick<ButtonProps, "size" | "variant" | "icon" | "disabledReason" | "reasonPlacement"> | undefined;
  title: ReactNode;
  description?: ReactNode;
  /** The words of the button that does it. */
  button: string;
  placeholder: string;
  /** What is missing besides the reason; null when nothing is. */
  missing?: string | null | undefined;
  submit: (reason: string) => Promise<ActionResult<T>>;
  onDone?: ((answer: T) => void) | undefined;
  /** Must stay the same function, as a state's setter does. */
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** Fields before the reason. */
  children?: ReactNode;
}

/** A button that opens a small form with a reason. The text stays until the server has it. */
export function ReasonDialog<T>(props: ReasonDialogProps<T>) {
  const { opener, look, title, description, button, placeholder, missing, children } = props;
  const { act, pending, problem, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");

  const { onOpenChange } = props;
  // Somebody else may do it first, and the dialog goes away while it is open: whoever waits for its end must hear of it.
  useEffect(() => () => onOpenChange?.(false), [onOpenChange]);

  function change(next: boolean) {
    setOpen(next);
    forget();
    onOpenChange?.(next);
  }

  async function press() {
    const result = await act("submit", () => props.submit(reason));
    if (result === null) return;
    setReason("");
    change(false);
    props.onDone?.(result);
  }

  return (
    <>
      <Button {...look} onClick={() => change(true)}>
        {opener}
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={title}
        description={description}
        footer={
          <>
            <Button variant="ghost" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              pending={pending !== null}
              disabledReason={missing ?? (reason.trim() === "" ? "Write a reason first." : null)}
              onClick={() => void press()}
            >
              {button}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          {children}
          <Field label="Reason" mark="required">
            <Textarea
              rows={3}
              value={reason}
              onValueChange={setReason}
              maxLength={8_000}
              placeholder={placeholder}
            />
          </Field>
        </div>
      </Dialog>
    </>
  );
}
