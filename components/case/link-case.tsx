"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { PersonPicker, type PickedPerson } from "#components/queue/person-picker.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

/** Says who the subject of a case is that isn't linked. */
export function LinkCase({ view, link }: { view: CaseView; link: CaseActions["link"] }) {
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<PickedPerson | null>(null);
  const { act, pending, problem, forget } = useAct();

  async function submit() {
    if (picked === null) return;
    const done = await act("link", () => link({ caseKey: view.key, userId: picked.id }));
    if (done === null) return;
    setOpen(false);
    showToast({
      tone: "success",
      title: `Linked to ${picked.label} in ${done.caseKey}`,
      action: { label: "Open the case", href: `/cases/${done.caseKey}` },
    });
  }

  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Link to a person…
      </Button>
      <Dialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          forget();
        }}
        title={`Who is ${view.subject.name}?`}
        description="From now on this address or id means that person. Where they have an open case, the signals go there. It can be parted again."
        footer={
          <>
            <Button variant="ghost" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <Button
              variant="primary"
              pending={pending !== null}
              disabledReason={picked === null ? "Choose a person first." : null}
              onClick={() => void submit()}
            >
              Link
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          <ProblemNote problem={problem} />
          <Field label="Person" mark="required">
            <PersonPicker value={picked} onValueChange={setPicked} />
          </Field>
        </div>
      </Dialog>
    </>
  );
}
