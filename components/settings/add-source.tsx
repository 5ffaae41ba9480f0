"use client";

import { useState } from "react";

import { AddDialog } from "#components/settings/add-dialog.tsx";
import { NewSource, type AddedSource } from "#components/settings/new-source.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { kindItems, presetItems } from "#components/sources/source-choices.ts";
import type { SourceKind, SourcePreset } from "#lib/domain/source-settings.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

const empty = {
  name: "",
  preset: "auto" as SourcePreset,
  kind: "alerts" as SourceKind,
  owner: "",
};

export interface AddSourceProps {
  add: (input: typeof empty) => Promise<ActionResult<AddedSource>>;
}

/** A form for a new source; after it, its secret, once. */
export function AddSource({ add }: AddSourceProps) {
  const [values, setValues] = useState(empty);
  const set = (change: Partial<typeof empty>) => setValues((before) => ({ ...before, ...change }));

  return (
    <AddDialog
      opener="Add source"
      button="Create source"
      title="Add a source of signals"
      description="Something that sends signed alerts to an address of its own (Standard Webhooks)."
      failed="No source was added"
      names={["name", "owner"]}
      submit={() => add({ ...values, name: values.name.trim(), owner: values.owner.trim() })}
      show={(added) => ({
        title: `Source ${added.name} is ready`,
        description: "The secret is shown now and never again. Put it into the sender before you close this.",
        size: "lg",
        body: <NewSource source={added} />,
        link: (
          <LinkButton href={`/settings/sources/${encodeURIComponent(added.name)}`}>Test a sample</LinkButton>
        ),
      })}
      onClose={() => setValues(empty)}
    >
      {({ first, errorOf }) => (
        <>
          <Field
            label="Name"
            hint="Small letters, digits and hyphens. It becomes part of the address."
            error={errorOf("name")}
          >
            <Input
              ref={first}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
              placeholder="okta-production"
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              required
            />
          </Field>
          <Field label="Preset">
            <Select items={presetItems} value={values.preset} onValueChange={(preset) => set({ preset })} />
          </Field>
          <Field label="Kind of source">
            <Select items={kindItems} value={values.kind} onValueChange={(kind) => set({ kind })} />
          </Field>
          <Field
            label="Owner"
            hint="The team that answers for what this source detects. It stands in the evidence."
            error={errorOf("owner")}
          >
            <Input
              value={values.owner}
              onChange={(event) => set({ owner: event.target.value })}
              placeholder="Detection engineering"
              maxLength={80}
            />
          </Field>
        </>
      )}
    </AddDialog>
  );
}
