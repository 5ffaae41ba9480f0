"use client";

import { useState } from "react";

import { AddDialog } from "#components/settings/add-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

const names = ["name", "url", "secret"] as const;
type FieldName = (typeof names)[number];
const empty: Record<FieldName, string> = { name: "", url: "", secret: "" };

export interface AddAnchorProps {
  add: (input: Record<FieldName, string>) => Promise<ActionResult<void>>;
}

/** A form for a collector of checkpoints. */
export function AddAnchor({ add }: AddAnchorProps) {
  const [values, setValues] = useState(empty);
  const field = (name: FieldName) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [name]: event.target.value })),
    autoComplete: "off",
    spellCheck: false,
  });

  return (
    <AddDialog
      opener="Add anchor"
      button="Create anchor"
      title="Add an anchor of the log"
      description="A collector that gets each newest signed checkpoint by POST, where the console can’t change it any more: a SIEM, or a service of another team."
      failed="No anchor was added"
      names={names}
      submit={() => add(values)}
      show={() => {
        showToast({ tone: "success", title: `Checkpoints go to ${values.name} from now on` });
        return null;
      }}
      onClose={() => setValues(empty)}
    >
      {({ first, errorOf }) => (
        <>
          <Field
            label="Name"
            hint="Small letters, digits and hyphens. Receipts keep it for good."
            error={errorOf("name")}
          >
            <Input {...field("name")} ref={first} placeholder="siem" maxLength={40} required />
          </Field>
          <Field
            label="Address"
            hint="https, or http on this computer only. Any 2xx answer counts as taken."
            error={errorOf("url")}
          >
            <Input
              {...field("url")}
              type="url"
              placeholder="https://collector.example/countersign"
              maxLength={2_000}
              required
            />
          </Field>
          <Field
            label="Signing secret"
            hint="Optional: base64 of 24 to 64 bytes (whsec_…). Deliveries are then signed as Standard Webhooks says."
            error={errorOf("secret")}
          >
            <Input {...field("secret")} type="password" placeholder="whsec_…" maxLength={100} />
          </Field>
        </>
      )}
    </AddDialog>
  );
}
