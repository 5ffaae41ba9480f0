"use client";

import { useState, type FormEvent } from "react";

import type { ChangeWatchList, TryDetection } from "#components/detections/detection-actions.ts";
import { TrialDialog } from "#components/detections/trial-dialog.tsx";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import { splitList, type WatchList } from "#lib/domain/detections/watch-lists.ts";
import type { DetectionRow } from "#lib/domain/views/detection-view.ts";

export interface WatchListFormProps {
  list: WatchList;
  items: readonly string[];
  /** The detection that needs the list. */
  row: DetectionRow | null;
  mayChange: boolean;
  save: ChangeWatchList;
  tryOut: TryDetection;
}

const labels: Readonly<Record<WatchList, { label: string; hint: string }>> = {
  sensitiveItems: {
    label: "Sensitive items",
    hint: "Ids of items, one a line. 1Password shows them in small letters.",
  },
  privilegedVaults: { label: "Privileged vaults", hint: "Ids of vaults, one a line." },
  privilegedGroups: { label: "Privileged groups", hint: "Ids of groups, one a line." },
  riskyCountries: { label: "Risky countries", hint: "Codes of two letters (ISO 3166), such as KP." },
};

/** One watch list: to read, to change, and to try before it is saved. */
export function WatchListForm({ list, items, row, mayChange, save, tryOut }: WatchListFormProps) {
  const { act, pending, problem } = useAct();
  const [text, setText] = useState(items.join("\n"));
  const [trying, setTrying] = useState<string | null>(null);
  const { label, hint } = labels[list];
  const isSame = splitList(text).join(" ") === items.join(" ");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isSame || (await act("save", () => save({ list, text }))) === null) return;
    showToast({ tone: "success", title: `${label} were saved` });
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid content-start gap-2">
      <Field label={label} hint={hint} mark={items.length === 0 ? "empty: off" : `${items.length} entries`}>
        <Textarea
          rows={4}
          value={text}
          onValueChange={setText}
          readOnly={!mayChange}
          spellCheck={false}
          autoComplete="off"
          maxLength={30_000}
          className="font-mono text-xs"
        />
      </Field>
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap gap-2">
        {row === null ? null : (
          <Button
            size="sm"
            onClick={() => setTrying(text)}
            aria-label={`Try on 30 days: ${label}`}
            disabledReason={splitList(text).length === 0 ? "An empty list finds nothing." : null}
          >
            Try on 30 days
          </Button>
        )}
        {mayChange ? (
          <Button
            size="sm"
            type="submit"
            variant="primary"
            pending={pending !== null}
            aria-label={`Save ${label}`}
            disabledReason={isSame ? "Nothing was changed yet." : null}
          >
            Save
          </Button>
        ) : null}
      </div>
      {row === null || trying === null ? null : (
        <TrialDialog row={row} text={trying} tryOut={tryOut} onClose={() => setTrying(null)} />
      )}
    </form>
  );
}
