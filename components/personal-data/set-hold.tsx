"use client";

import { Lock } from "lucide-react";
import { useState } from "react";

import type { HoldActions } from "#components/personal-data/personal-data-actions.ts";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { Right } from "#lib/domain/views/parts.ts";

const everything = "everything";

export interface SetHoldProps {
  userId: string;
  caseKeys: readonly string[];
  right: Right;
  set: HoldActions["set"];
}

/** Sets a legal hold over a person or one of their cases. One person is enough; ending it takes two. */
export function SetHold({ userId, caseKeys, right, set }: SetHoldProps) {
  const [over, setOver] = useState<string>(everything);
  const choices = [
    { value: everything, label: "Everything about the person" },
    ...caseKeys.map((key) => ({ value: key, label: `Case ${key}` })),
  ];
  return (
    <ReasonDialog
      opener="Set legal hold"
      look={{
        size: "sm",
        icon: <Lock />,
        disabledReason: right.allowed ? null : right.why,
        reasonPlacement: "below",
      }}
      title="Set a legal hold"
      description="Nothing under it is erased or deleted, whatever the retention says. Ending it takes two people."
      button="Set hold"
      placeholder="Which dispute or order is it for, and who said so?"
      submit={(reason) => set({ userId, caseKey: over === everything ? null : over, reason })}
      onDone={() => showToast({ tone: "success", title: "The hold stands" })}
    >
      <Field label="Over">
        <Select items={choices} value={over} onValueChange={setOver} className="w-72" />
      </Field>
    </ReasonDialog>
  );
}
