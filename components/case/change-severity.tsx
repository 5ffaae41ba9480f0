"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectItem } from "#components/ui/select.tsx";
import { severities, type Severity } from "#lib/domain/severity.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

const items: readonly SelectItem<Severity>[] = severities.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

/** Sets the severity by hand; signals don't change it afterwards. */
export function ChangeSeverity({ view, change }: { view: CaseView; change: CaseActions["severity"] }) {
  // What the case has, until something else is chosen: it may change while the dialog is closed.
  const [chosen, setChosen] = useState<Severity | null>(null);
  const severity = chosen ?? view.severity;

  return (
    <ReasonDialog
      opener="Change severity…"
      look={{ size: "sm", variant: "ghost" }}
      title={`Severity of ${view.key}`}
      description="It is the highest of the case’s signals until somebody sets it; from then on no signal changes it."
      button="Set severity"
      label="Why"
      missing={
        severity === view.severity && view.correlation.severityByPerson
          ? "That is its severity already."
          : null
      }
      submit={(reason) => change({ caseKey: view.key, severity, reason })}
      onDone={() => setChosen(null)}
    >
      <Field label="Severity">
        <Select items={items} value={severity} onValueChange={setChosen} />
      </Field>
    </ReasonDialog>
  );
}
