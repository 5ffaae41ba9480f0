"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import {
  useId,
  useRef,
  useState,
  useTransition,
  type FormEvent,
  type ReactNode,
  type RefObject,
} from "react";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, type DialogProps } from "#components/ui/dialog.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";

/** What the form's fields need of their dialog. */
export interface AddFields<Name extends string> {
  /** The field that has the focus first. */
  first: RefObject<HTMLInputElement | null>;
  /** What is wrong with a field; null when nothing is known to be. */
  errorOf: (name: Name) => string | null;
}

/** What is shown once the server has made it. */
export interface MadeOnce {
  title: string;
  description: string;
  size?: DialogProps["size"];
  body: ReactNode;
  /** Stands before Done. */
  link?: ReactNode;
}

export interface AddDialogProps<Made, Name extends string> {
  /** The words of the button that opens it, and of the one that makes it. */
  opener: string;
  button: string;
  title: string;
  description: string;
  /** What it says above the server's words when nothing was made. */
  failed: string;
  /** What is still missing; null when nothing is. */
  missing?: string | null;
  /** Fields by whose name the server's words begin when they are about one. */
  names: readonly Name[];
  submit: () => Promise<ActionResult<Made>>;
  /** What is shown once, such as a secret; null where there is nothing to be shown and the dialog closes. */
  show: (made: Made) => MadeOnce | null;
  /** Empties the fields. What was shown once must not come back with the next opening. */
  onClose: () => void;
  children: (fields: AddFields<Name>) => ReactNode;
}

/** A button that opens a form for something new; after it, in the same place, what is shown only once. */
export function AddDialog<Made, Name extends string>(props: AddDialogProps<Made, Name>) {
  const { opener, button, title, description, names } = props;
  const router = useRouter();
  const formId = useId();
  const first = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeOnce | null>(null);
  const [problem, setProblem] = useState<{ of: Name | null; message: string } | null>(null);
  const [pending, startTransition] = useTransition();

  function change(next: boolean) {
    setOpen(next);
    if (next) return;
    setMade(null);
    setProblem(null);
    props.onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      const result = await props.submit();
      if (!result.ok) {
        // The server puts the field before the words.
        const of = names.find((name) => result.message.startsWith(`${name}: `)) ?? null;
        setProblem({ of, message: of === null ? result.message : result.message.slice(of.length + 2) });
        return;
      }
      setProblem(null);
      const shown = props.show(result.data);
      if (shown === null) change(false);
      else setMade(shown);
      router.refresh();
    });
  }

  const errorOf = (name: Name) => (problem?.of === name ? problem.message : null);

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size={made?.size ?? "md"}
      initialFocus={first}
      trigger={
        <Button size="sm" icon={<Plus />}>
          {opener}
        </Button>
      }
      title={made?.title ?? title}
      description={made?.description ?? description}
      footer={
        made ? (
          <>
            {made.link}
            <Button variant="primary" onClick={() => change(false)}>
              Done
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => change(false)}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              pending={pending}
              disabledReason={props.missing ?? null}
            >
              {button}
            </Button>
          </>
        )
      }
    >
      {made ? (
        made.body
      ) : (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          {props.children({ first, errorOf })}
          {problem === null || problem.of !== null ? null : (
            <Callout tone="danger" role="alert" title={props.failed}>
              {problem.message}
            </Callout>
          )}
        </form>
      )}
    </Dialog>
  );
}
