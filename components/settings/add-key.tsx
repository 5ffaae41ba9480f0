"use client";

import { useState } from "react";

import { AddDialog } from "#components/settings/add-dialog.tsx";
import { CheckList } from "#components/settings/check-list.tsx";
import { ShownOnce } from "#components/settings/shown-once.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { keyScopes, scopeWords, type KeyScope } from "#lib/domain/key-scope.ts";

const lives = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "Until it is revoked" },
] as const;
type Life = (typeof lives)[number]["value"];

const scopeItems = keyScopes.map((value) => ({
  value,
  label: <span className="font-mono text-xs">{value}</span>,
  hint: scopeWords[value],
}));

const empty = {
  name: "",
  scopes: ["cases:read"] as readonly KeyScope[],
  owner: "",
  purpose: "",
  life: "90" as Life,
  heldByAgent: false,
};

export interface AddKeyProps {
  add: (input: {
    name: string;
    scopes: KeyScope[];
    owner: string;
    purpose: string;
    heldByAgent: boolean;
    days: number | null;
  }) => Promise<ActionResult<{ name: string; key: string }>>;
}

/** A form for a machine's key; after it the key, once. */
export function AddKey({ add }: AddKeyProps) {
  const [values, setValues] = useState(empty);
  const set = (change: Partial<typeof empty>) => setValues((before) => ({ ...before, ...change }));

  function submit() {
    const { life, scopes, ...given } = values;
    return add({ ...given, scopes: [...scopes], days: life === "never" ? null : Number(life) });
  }

  return (
    <AddDialog
      opener="Add key"
      button="Create key"
      title="Add an API key"
      description="Lets a machine in. No key can approve, deny or execute."
      failed="No key was made"
      missing={values.scopes.length === 0 ? "Choose at least one scope." : null}
      names={["name", "owner"]}
      submit={submit}
      show={({ name, key }) => ({
        title: `Key ${name} is ready`,
        description:
          "The key is shown now and never again. Put it where the machine reads it before you close this.",
        body: (
          <ShownOnce
            title="API key"
            secret={key}
            warning="Whoever has the key can do what its scopes say, in this key’s name. Revoke it here when it is no longer needed or somebody else may have seen it."
          />
        ),
      })}
      onClose={() => setValues(empty)}
    >
      {({ first, errorOf }) => (
        <>
          <Field
            label="Name"
            hint="What uses it. It stands beside everything that it proposes."
            error={errorOf("name")}
          >
            <Input
              ref={first}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
              placeholder="SOAR playbooks"
              maxLength={80}
              autoComplete="off"
              required
            />
          </Field>
          <Field
            label="Owner"
            hint="The team that answers for what is done with it; no person’s name."
            error={errorOf("owner")}
          >
            <Input
              value={values.owner}
              onChange={(event) => set({ owner: event.target.value })}
              placeholder="Detection engineering"
              maxLength={80}
              required
            />
          </Field>
          <Field label="Purpose">
            <Input
              value={values.purpose}
              onChange={(event) => set({ purpose: event.target.value })}
              placeholder="Proposes suspensions when the impossible-travel rule fires"
              maxLength={200}
            />
          </Field>
          <CheckList
            legend="Scopes"
            items={scopeItems}
            chosen={values.scopes}
            onChange={(scopes) => set({ scopes })}
          />
          <Field label="Expires">
            <Select items={lives} value={values.life} onValueChange={(life) => set({ life })} />
          </Field>
          <Checkbox
            checked={values.heldByAgent}
            onCheckedChange={(heldByAgent) => set({ heldByAgent })}
            label="An AI agent holds it"
            hint="Its proposals say so, to whoever adopts and to whoever approves."
          />
        </>
      )}
    </AddDialog>
  );
}
