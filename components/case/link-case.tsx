"use client";

import { useState } from "react";

import type { CaseActions } from "#components/case/case-actions.ts";
import { PersonPicker, type PickedPerson } from "#components/queue/person-picker.tsx";
import { ActDialog } from "#components/request/act-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { CaseView } from "#lib/domain/views/case-view.ts";

/** Says who the subject of a case is that isn't linked. */
export function LinkCase({ view, link }: { view: CaseView; link: CaseActions["link"] }) {
  const [picked, setPicked] = useState<PickedPerson | null>(null);

  return (
    <ActDialog
      opener="Link to a person…"
      look={{ size: "sm" }}
      title={`Who is ${view.subject.name}?`}
      description="From now on this address or id means that person. Where they have an open case, the signals go there. It can be parted again."
      button="Link"
      missing={picked === null ? "Choose a person first." : null}
      submit={() => link({ caseKey: view.key, userId: picked?.id ?? "" })}
      onDone={({ caseKey }) =>
        showToast({
          tone: "success",
          title: `Linked to ${picked?.label ?? "that person"} in ${caseKey}`,
          action: { label: "Open the case", href: `/cases/${caseKey}` },
        })
      }
    >
      <Field label="Person" mark="required">
        <PersonPicker value={picked} onValueChange={setPicked} />
      </Field>
    </ActDialog>
  );
}
