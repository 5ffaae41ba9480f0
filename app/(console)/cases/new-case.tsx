"use client";

import { Plus } from "lucide-react";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Right } from "#lib/domain/views/parts.ts";

import { NewCaseForm } from "./new-case-form.tsx";

export interface NewCaseProps {
  right: Right;
  /** How a report can have come: value and words. */
  ways: readonly (readonly [string, string])[];
}

/** Files what somebody told the team: the way in for everything that no machine noticed. */
export function NewCase({ right, ways }: NewCaseProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        icon={<Plus />}
        disabledReason={right.allowed ? null : right.why}
        onClick={() => setOpen(true)}
      >
        New case
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Report something about a person"
        description="It joins the person’s open case, or opens one. Nothing is changed in 1Password."
      >
        <NewCaseForm ways={ways} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
