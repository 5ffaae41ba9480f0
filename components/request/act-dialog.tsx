"use client";

import { useEffect, useState, type ReactNode } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { Dialog, type DialogProps } from "#components/ui/dialog.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface ActDialogProps<T> {
  /** The words of the button that opens it, and how that looks. */
  opener: ReactNode;
  look?: Pick<ButtonProps, "size" | "variant" | "icon" | "disabledReason" | "reasonPlacement"> | undefined;
  title: ReactNode;
  description?: ReactNode;
  size?: DialogProps["size"];
  /** The words of the button that does it, and how that looks: danger where nobody can take it back. */
  button: string;
  buttonVariant?: "primary" | "danger";
  /** What is still missing; null when nothing is. */
  missing?: string | null | undefined;
  submit: () => Promise<ActionResult<T>>;
  onDone?: ((answer: T) => void) | undefined;
  /** Must stay the same function, as a state's setter does. */
  onOpenChange?: ((open: boolean) => void) | undefined;
  /** The fields; a function of them is given what closes the dialog. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button that opens a small form. What was entered stays until the server has it. */
export function ActDialog<T>(props: ActDialogProps<T>) {
  const { opener, look, title, description, size = "md", missing, children } = props;
  const { act, pending, problem, forget } = useAct();
  const [open, setOpen] = useState(false);

  const { onOpenChange } = props;
  // Somebody else may do it first, and the dialog goes away while it is open: whoever waits for its end must hear of it.
  useEffect(() => () => onOpenChange?.(false), [onOpenChange]);

  function change(next: boolean) {
    setOpen(next);
    forget();
    onOpenChange?.(next);
  }

  async function press() {
    const result = await act("submit", () => props.submit());
    if (result === null) return;
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
        size={size}
        footer={
          <>
            <Button variant="ghost" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button
              variant={props.buttonVariant ?? "primary"}
              pending={pending !== null}
              disabledReason={missing ?? null}
              onClick={() => void press()}
            >
              {props.button}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          {typeof children === "function" ? children(() => change(false)) : children}
        </div>
      </Dialog>
    </>
  );
}
