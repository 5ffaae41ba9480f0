"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { PersonPicker, type PickedPerson } from "#components/queue/person-picker.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { SignalView } from "#lib/domain/views/case-view.ts";

type Where = "nobody" | "somebody";

const places: readonly SelectItem<Where>[] = [
  { value: "nobody", label: "Unlinked", hint: "Nobody can say yet whom it is about" },
  { value: "somebody", label: "Another person", hint: "It joins or opens that person’s case" },
];

/** Takes a wrongly filed signal out of the case. */
export function DetachSignal({ signal, detach }: { signal: SignalView; detach: CaseActions["detach"] }) {
  const [where, setWhere] = useState<Where>("nobody");
  const [picked, setPicked] = useState<PickedPerson | null>(null);
  const userId = where === "nobody" ? null : (picked?.id ?? null);

  return (
    <ReasonDialog
      opener={
        <>
          Detach…<span className="sr-only"> {signal.title}</span>
        </>
      }
      look={{ size: "sm", variant: "ghost" }}
      title="Detach this signal"
      description={<SafeText text={signal.title} />}
      button="Detach"
      label="Why it doesn’t belong here"
      missing={where === "somebody" && picked === null ? "Choose a person first." : null}
      submit={(reason) => detach({ signalId: signal.id, userId, reason })}
      onDone={({ caseKey }) =>
        showToast({
          tone: "success",
          title: caseKey === null ? "Detached: the signal is unlinked now" : `Detached to ${caseKey}`,
          action: { label: "Show it", href: caseKey === null ? "/cases/unlinked" : `/cases/${caseKey}` },
        })
      }
    >
      <Field label="It belongs to">
        <Select items={places} value={where} onValueChange={setWhere} />
      </Field>
      {where === "somebody" ? (
        <Field label="Person" mark="required">
          <PersonPicker value={picked} onValueChange={setPicked} />
        </Field>
      ) : null}
    </ReasonDialog>
  );
}
