"use client";

import { Eraser } from "lucide-react";
import { useState } from "react";

import type { ErasureActions, Ground } from "#components/personal-data/personal-data-actions.ts";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { Right } from "#lib/domain/views/parts.ts";
import type { ErasureView } from "#lib/domain/views/personal-data-view.ts";

const grounds = [
  { value: "asked", label: "The person asked for it" },
  { value: "left", label: "The person has left" },
  { value: "not_needed", label: "It is no longer needed" },
  { value: "ordered", label: "An authority or a court ordered it" },
] as const satisfies readonly { value: Ground; label: string }[];

export interface AskErasureProps {
  kind: ErasureView["kind"];
  subjectRef: string;
  name: string;
  right: Right;
  ask: ErasureActions["ask"];
}

/** Asks to erase somebody's data. Nothing happens until a second person confirms it. */
export function AskErasure({ kind, subjectRef, name, right, ask }: AskErasureProps) {
  const [ground, setGround] = useState<Ground>("asked");
  return (
    <ReasonDialog
      opener="Ask to erase"
      look={{
        size: "sm",
        icon: <Eraser />,
        disabledReason: right.allowed ? null : right.why,
        reasonPlacement: "below",
      }}
      title={
        <>
          Erase what is known of <SafeText text={name} />
        </>
      }
      description="A second person has to confirm within 7 days. Then the key is destroyed and every readable text goes; the entries of the log stay, without their texts. It can’t be taken back."
      button="Ask to erase"
      placeholder="Who asked for it, and where is that written down? This text is erased as well."
      submit={(reason) => ask({ kind, subjectRef, ground, reason })}
      onDone={() => showToast({ tone: "success", title: "A second person has to confirm" })}
    >
      <Field label="Ground" hint="Stays in the log and on the receipt.">
        <Select items={grounds} value={ground} onValueChange={setGround} className="w-72" />
      </Field>
    </ReasonDialog>
  );
}
