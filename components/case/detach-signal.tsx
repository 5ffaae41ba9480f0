"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { PersonPicker, type PickedPerson } from "#components/queue/person-picker.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import type { SignalView } from "#lib/domain/views/case-view.ts";

type Where = "nobody" | "somebody";

const places: readonly SelectItem<Where>[] = [
  { value: "nobody", label: "Unlinked", hint: "Nobody can say yet whom it is about" },
  { value: "somebody", label: "Another person", hint: "It joins or opens that person’s case" },
];

/** Takes a wrongly filed signal out of the case. */
export function DetachSignal({ signal, detach }: { signal: SignalView; detach: CaseActions["detach"] }) {
  const [open, setOpen] = useState(false);
  const [where, setWhere] = useState<Where>("nobody");
  const [picked, setPicked] = useState<PickedPerson | null>(null);
  const [reason, setReason] = useState("");
  const { act, pending, problem, forget } = useAct();
  const userId = where === "nobody" ? null : (picked?.id ?? null);
  const missing =
    where === "somebody" && picked === null
      ? "Choose a person first."
      : reason.trim() === ""
        ? "Write a reason first."
        : null;

  async function submit() {
    const done = await act("detach", () => detach({ signalId: signal.id, userId, reason }));
    if (done === null) return;
    setOpen(false);
    showToast({
      tone: "success",
      title: done.caseKey === null ? "Detached: the signal is unlinked now" : `Detached to ${done.caseKey}`,
      action: {
        label: "Show it",
        href: done.caseKey === null ? "/cases/unlinked" : `/cases/${done.caseKey}`,
      },
    });
  }

  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => setOpen(true)}>
        Detach…<span className="sr-only"> {signal.title}</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          forget();
        }}
        title="Detach this signal"
        description={<SafeText text={signal.title} />}
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
              Detach
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          <Field label="It belongs to">
            <Select items={places} value={where} onValueChange={setWhere} />
          </Field>
          {where === "somebody" ? (
            <Field label="Person" mark="required">
              <PersonPicker value={picked} onValueChange={setPicked} />
            </Field>
          ) : null}
          <Field label="Why it doesn’t belong here" mark="required">
            <Textarea rows={2} value={reason} onValueChange={setReason} maxLength={8_000} />
          </Field>
        </div>
      </Dialog>
    </>
  );
}
