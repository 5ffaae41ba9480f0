"use client";

import type { ErasureActions } from "#components/personal-data/personal-data-actions.ts";
import { ActDialog } from "#components/request/act-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ErasureView } from "#lib/domain/views/personal-data-view.ts";

export interface ConfirmErasureProps {
  erasure: ErasureView;
  confirm: ErasureActions["confirm"];
}

/** The second person's button, with what it does said once more before it is done. */
export function ConfirmErasure({ erasure, confirm }: ConfirmErasureProps) {
  const { rights, id, name } = erasure;

  return (
    <ActDialog
      opener="Confirm erasure"
      look={{
        size: "sm",
        variant: "danger",
        disabledReason: rights.confirm.allowed ? null : rights.confirm.why,
        reasonPlacement: "below",
      }}
      title={
        <>
          Erase <SafeText text={name ?? ""} /> for good
        </>
      }
      description="Nobody can take this back."
      button="Erase for good"
      buttonVariant="danger"
      submit={() => confirm({ id })}
      onDone={({ swept }) =>
        showToast({
          tone: "success",
          title: swept
            ? "Erased, and the database was swept"
            : "Erased. The database’s files are swept as soon as nobody reads them",
        })
      }
    >
      <ul className="list-disc space-y-1 pl-5 text-muted">
        <li>The key is destroyed: no text about this person in the log can be read again.</li>
        <li>Name, e-mail, signals, notes, reasons and what else is readable becomes “(erased)”.</li>
        <li>Every entry, decision and outcome stays, and the log stays valid.</li>
        <li>
          Backups made before today still hold the key until they are thrown away, and exported packages are
          out of reach. The receipt says so.
        </li>
      </ul>
    </ActDialog>
  );
}
