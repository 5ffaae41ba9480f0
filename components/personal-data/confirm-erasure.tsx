"use client";

import { useState } from "react";

import type { ErasureActions } from "#components/personal-data/personal-data-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ErasureView } from "#lib/domain/views/personal-data-view.ts";

export interface ConfirmErasureProps {
  erasure: ErasureView;
  confirm: ErasureActions["confirm"];
}

/** The second person's button, with what it does said once more before it is done. */
export function ConfirmErasure({ erasure, confirm }: ConfirmErasureProps) {
  const { act, pending, problem, forget } = useAct();
  const [open, setOpen] = useState(false);
  const { rights, id, name } = erasure;

  function change(next: boolean) {
    setOpen(next);
    forget();
  }

  async function press() {
    const result = await act("confirm", () => confirm({ id }));
    if (result === null) return;
    change(false);
    showToast({
      tone: "success",
      title: result.swept
        ? "Erased, and the database was swept"
        : "Erased. The database’s files are swept as soon as nobody reads them",
    });
  }

  return (
    <>
      <Button
        size="sm"
        variant="danger"
        disabledReason={rights.confirm.allowed ? null : rights.confirm.why}
        reasonPlacement="below"
        onClick={() => change(true)}
      >
        Confirm erasure
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={
          <>
            Erase <SafeText text={name ?? ""} /> for good
          </>
        }
        description="Nobody can take this back."
        footer={
          <>
            <Button variant="ghost" onClick={() => change(false)}>
              Cancel
            </Button>
            <Button variant="danger" pending={pending !== null} onClick={() => void press()}>
              Erase for good
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          <ProblemNote problem={problem} />
          <ul className="list-disc space-y-1 pl-5 text-muted">
            <li>The key is destroyed: no text about this person in the log can be read again.</li>
            <li>Name, e-mail, signals, notes, reasons and what else is readable becomes “(erased)”.</li>
            <li>Every entry, decision and outcome stays, and the log stays valid.</li>
            <li>
              Backups made before today still hold the key until they are thrown away, and exported packages
              are out of reach. The receipt says so.
            </li>
          </ul>
        </div>
      </Dialog>
    </>
  );
}
