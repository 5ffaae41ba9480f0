"use client";

import { useState, type FormEvent } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { severityNames } from "#components/severity-mark.tsx";
import type { SettingsActions } from "#components/sources/source-actions.ts";
import { kindItems, presetItems } from "#components/sources/source-choices.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { severities } from "#lib/domain/severity.ts";
import { SourcePreset } from "#lib/domain/source-settings.ts";
import type { SourceView } from "#lib/domain/views/source-view.ts";

const thresholdItems = severities.map((value) => ({ value, label: severityNames[value] }));

/** What the source is, who answers for it, and from when on its events open cases. */
export function SourceForm({ source, save }: { source: SourceView; save: SettingsActions["save"] }) {
  const { act, pending, problem } = useActHere();
  const [preset, setPreset] = useState(() => SourcePreset.catch("auto").parse(source.preset));
  const [owner, setOwner] = useState(source.owner ?? "");
  const [kind, setKind] = useState(source.kind);
  const [threshold, setThreshold] = useState(source.threshold);
  const [defaultDomain, setDefaultDomain] = useState(source.defaultDomain ?? "");
  const [allowsUnsigned, setAllowsUnsigned] = useState(source.allowsUnsigned);
  const isSame =
    preset === source.preset &&
    owner.trim() === (source.owner ?? "") &&
    kind === source.kind &&
    threshold === source.threshold &&
    defaultDomain.trim() === (source.defaultDomain ?? "") &&
    allowsUnsigned === source.allowsUnsigned;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { name, version } = source;
    const input = { name, version, preset, owner, kind, threshold, defaultDomain, allowsUnsigned };
    if ((await act("save", () => save(input))) === null) return;
    showToast({ tone: "success", title: `The settings of ${name} were saved` });
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
        <Field label="Preset" hint="Whose events these are.">
          <Select items={presetItems} value={preset} onValueChange={setPreset} />
        </Field>
        <Field label="Kind of source" hint="An alert is a signal; of a log only what reaches the threshold.">
          <Select items={kindItems} value={kind} onValueChange={setKind} />
        </Field>
        <Field label="Threshold" hint="Weaker signals join an open case and open none.">
          <Select items={thresholdItems} value={threshold} onValueChange={setThreshold} />
        </Field>
        <Field label="Owner" mark="optional" hint="The team that answers for what it detects.">
          <Input value={owner} onChange={(event) => setOwner(event.target.value)} maxLength={80} />
        </Field>
        <Field
          label="Default domain"
          mark="optional"
          hint="Put behind user names without one: wendy becomes wendy@example.com."
        >
          <Input
            value={defaultDomain}
            onChange={(event) => setDefaultDomain(event.target.value)}
            placeholder="example.com"
            autoComplete="off"
            spellCheck={false}
            maxLength={253}
          />
        </Field>
      </div>
      <Checkbox
        checked={allowsUnsigned}
        onCheckedChange={setAllowsUnsigned}
        label="Also take unsigned deliveries with an API key"
        hint="For senders that can set only a fixed header: Authorization: Bearer cs_… with the scope signals:write. Nothing but the ids of its events protects against repeats, and every signal says unsigned."
      />
      <ProblemNote problem={problem} />
      <div>
        <Button
          type="submit"
          size="sm"
          variant="primary"
          pending={pending !== null}
          disabledReason={isSame ? "Nothing was changed yet." : null}
        >
          Save settings
        </Button>
      </div>
    </form>
  );
}
