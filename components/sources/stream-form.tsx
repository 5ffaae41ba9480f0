"use client";

import { useState, type FormEvent } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import type { StreamActions } from "#components/sources/source-actions.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { type SubjectForm, subjectForms, subjectFormWords } from "#lib/domain/ssf-stream.ts";
import type { StreamSettingsView } from "#lib/domain/views/source-view.ts";

const subjectItems = subjectForms.map((value) => ({ value, ...subjectFormWords[value] }));

const none = {
  issuer: "",
  audience: "",
  jwksUrl: "",
  privateHost: false,
  subjectForm: "provider_id" as SubjectForm,
};

export interface StreamFormProps {
  name: string;
  /** Null where no stream is set up yet. */
  settings: StreamSettingsView | null;
  save: StreamActions["saveStream"];
  /** Null where there is nothing to go back to. */
  onCancel: (() => void) | null;
}

/** Whose tokens are taken, and by which keys. */
export function StreamForm({ name, settings, save, onCancel }: StreamFormProps) {
  const { act, pending, problem } = useActHere();
  const { issuer, audience, jwksUrl, privateHost, subjectForm } = settings ?? none;
  const before = { issuer, audience, jwksUrl, privateHost, subjectForm };
  const [values, setValues] = useState(before);
  const set = (change: Partial<typeof before>) => setValues((now) => ({ ...now, ...change }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const answer = await act("save", () => save({ name, version: settings?.version ?? 0, ...values }));
    if (answer === null) return;
    showToast({
      tone: answer.works ? "success" : "danger",
      title: `The stream of ${name} was saved`,
      description: answer.message,
    });
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <Field label="Issuer" hint="The iss of its tokens, to the letter.">
          <TextInput
            value={values.issuer}
            placeholder="https://idp.example.com"
            onChange={(text) => set({ issuer: text })}
          />
        </Field>
        <Field label="Audience" hint="The aud of its tokens, as the transmitter calls this receiver.">
          <TextInput value={values.audience} onChange={(text) => set({ audience: text })} />
        </Field>
        <Field label="JWKS address" hint="Where the transmitter publishes its keys: https, no redirects.">
          <TextInput
            value={values.jwksUrl}
            placeholder="https://idp.example.com/jwks.json"
            maxLength={2_000}
            onChange={(text) => set({ jwksUrl: text })}
          />
        </Field>
        <Field label="What sub is" hint="Of subjects of the form iss_sub.">
          <Select
            items={subjectItems}
            value={values.subjectForm}
            onValueChange={(form) => set({ subjectForm: form })}
          />
        </Field>
      </div>
      <Checkbox
        checked={values.privateHost}
        onCheckedChange={(allowed) => set({ privateHost: allowed })}
        label="The host of its keys is in our own network"
        hint="Otherwise only public addresses are called. The log names the host that you allow."
      />
      <ProblemNote problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          size="sm"
          variant="primary"
          pending={pending !== null}
          disabledReason={missingIn(values) ?? (isSame(values, before) ? "Nothing was changed yet." : null)}
        >
          Save stream
        </Button>
        {onCancel === null ? null : (
          <Button size="sm" variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

interface TextInputProps {
  value: string;
  placeholder?: string;
  maxLength?: number;
  onChange: (text: string) => void;
}

function TextInput({ value, placeholder, maxLength = 500, onChange }: TextInputProps) {
  return (
    <Input
      value={value}
      onChange={(event) => onChange(event.target.value)}
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={false}
      {...(placeholder !== undefined && { placeholder })}
    />
  );
}

type Values = typeof none;

function missingIn({ issuer, audience, jwksUrl }: Values): string | null {
  if (issuer.trim() === "") return "Say whose tokens are taken.";
  if (audience.trim() === "") return "Say for whom its tokens are.";
  return jwksUrl.trim() === "" ? "Say where its keys are." : null;
}

function isSame(a: Values, b: Values): boolean {
  return (
    a.issuer.trim() === b.issuer &&
    a.audience.trim() === b.audience &&
    a.jwksUrl.trim() === b.jwksUrl &&
    a.privateHost === b.privateHost &&
    a.subjectForm === b.subjectForm
  );
}
