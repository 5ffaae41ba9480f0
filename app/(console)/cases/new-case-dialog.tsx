"use client";

import { Dialog } from "#components/ui/dialog.tsx";

import { NewCaseForm, type NewCaseFormProps } from "./new-case-form.tsx";

export interface NewCaseDialogProps extends Pick<NewCaseFormProps, "ways"> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The form in its layer, in a file of its own: most who open the queue never load it. */
export function NewCaseDialog({ open, onOpenChange, ways }: NewCaseDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Report something about a person"
      description="It joins the person’s open case, or opens one. Nothing is changed in 1Password."
    >
      <NewCaseForm ways={ways} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}
