"use client";

import { AlarmClock } from "lucide-react";
import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ActDialog } from "#components/request/act-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { Severity } from "#lib/domain/severity.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

const hourMs = 3_600_000;

const spans: readonly SelectItem<string>[] = [
  { value: "4", label: "4 hours" },
  { value: "24", label: "1 day" },
  { value: "72", label: "3 days" },
  { value: "168", label: "1 week" },
  { value: "720", label: "30 days" },
];

const wakers: readonly SelectItem<Severity>[] = [
  { value: "informational", label: "Any new signal" },
  { value: "low", label: "Low or above" },
  { value: "medium", label: "Medium or above" },
  { value: "high", label: "High or above" },
  { value: "critical", label: "Critical only" },
];

/** Puts the case aside. It always comes back: at a time, or with a signal that is severe enough. */
export function SnoozeCase({ view, snooze }: { view: CaseView; snooze: CaseActions["snooze"] }) {
  const [hours, setHours] = useState("24");
  const [wakeAt, setWakeAt] = useState<Severity>("high");
  const { close } = view.rights;

  return (
    <ActDialog
      opener="Snooze…"
      look={{
        icon: <AlarmClock />,
        disabledReason: close.allowed ? null : close.why,
        reasonPlacement: "below",
      }}
      title={`Snooze ${view.key}`}
      description="The case leaves the open ones. Signals that come meanwhile are recorded in it."
      button="Snooze"
      submit={() => {
        const until = new Date(Date.now() + Number(hours) * hourMs).toISOString();
        return snooze({ caseKey: view.key, until, wakeAt });
      }}
      onDone={() => showToast({ tone: "success", title: `${view.key} is snoozed` })}
    >
      <Field label="For">
        <Select items={spans} value={hours} onValueChange={setHours} />
      </Field>
      <Field label="Wakes before that with">
        <Select items={wakers} value={wakeAt} onValueChange={setWakeAt} />
      </Field>
    </ActDialog>
  );
}
