"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";

import { Button } from "#components/ui/button.tsx";
import type { Right } from "#lib/domain/views/parts.ts";

const load = () => import("./new-case-dialog.tsx").then((module) => module.NewCaseDialog);
const NewCaseDialog = dynamic(load, { ssr: false });

export interface NewCaseProps {
  right: Right;
  /** How a report can have come: value and words. */
  ways: readonly (readonly [string, string])[];
}

/** Files what somebody told the team: the way in for everything that no machine noticed. */
export function NewCase({ right, ways }: NewCaseProps) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  // Pointer or focus announce the press: the form is there by then.
  const prepare = () => void load();
  return (
    <>
      <Button
        variant="primary"
        icon={<Plus />}
        disabledReason={right.allowed ? null : right.why}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        New case
      </Button>
      {wanted ? <NewCaseDialog open={open} onOpenChange={setOpen} ways={ways} /> : null}
    </>
  );
}
