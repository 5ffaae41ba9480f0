"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { PersonPicker, type PickedPerson } from "#components/queue/person-picker.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { UnlinkedSignal } from "#lib/domain/views/correlation-view.ts";
import { refreshAll } from "#lib/queries/refresh-all.ts";

import { linkUnlinked } from "#app/(console)/cases/actions.ts";

/** Asks whom a signal is about. Open while there is one. */
export function LinkDialog({ signal, onClose }: { signal: UnlinkedSignal | null; onClose: () => void }) {
  return (
    <Dialog
      open={signal !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Link to a person"
      description="The signal joins the person’s open case, or opens one. The link is part of the record; a signal that was linked wrongly can be detached in its case."
    >
      {signal === null ? null : <LinkForm key={signal.id} signal={signal} onClose={onClose} />}
    </Dialog>
  );
}

function LinkForm({ signal, onClose }: { signal: UnlinkedSignal; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [pending, startTransition] = useTransition();
  const { suggestion, hasProviderId } = signal;
  const [picked, setPicked] = useState<PickedPerson | null>(null);
  const [remember, setRemember] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  function link() {
    if (picked === null) return;
    startTransition(async () => {
      setProblem(null);
      const result = await linkUnlinked({ signalId: signal.id, userId: picked.id, remember });
      if (!result.ok) return setProblem(result.message);
      await refreshAll(client);
      const { caseKey } = result.data;
      showToast({
        tone: "success",
        title: `Linked to ${picked.label} in ${caseKey}`,
        action: { label: "Open the case", href: `/cases/${caseKey}` },
      });
      onClose();
      router.refresh();
    });
  }

  return (
    <div className="flex flex-col gap-4">
      {problem === null ? null : (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      )}
      <p className="rounded-md border bg-subtle px-3 py-2 text-sm">
        <SafeText text={signal.title} className="font-medium" />
        <span className="block text-xs text-muted">
          Says it is about <SafeText text={signal.saidSubject} />
        </span>
      </p>
      <Field label="Person">
        <PersonPicker value={picked} onValueChange={setPicked} startWith={suggestion?.person.email ?? ""} />
      </Field>
      {hasProviderId ? (
        <Checkbox
          checked={remember}
          onCheckedChange={setRemember}
          label="Remember for this source that its id means this person"
        />
      ) : null}
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          variant="primary"
          pending={pending}
          onClick={link}
          disabledReason={picked === null ? "Choose a person first." : null}
        >
          Link
        </Button>
      </div>
    </div>
  );
}
