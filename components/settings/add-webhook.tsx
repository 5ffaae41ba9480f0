"use client";

import { useState } from "react";

import { AddDialog } from "#components/settings/add-dialog.tsx";
import { CheckList } from "#components/settings/check-list.tsx";
import { ShownOnce } from "#components/settings/shown-once.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { eventGroups, type EventGroup } from "#lib/domain/event-groups.ts";
import type { TargetKind } from "#lib/domain/outgoing-types.ts";

const kinds = [
  { value: "standard", label: "Signed webhook", hint: "Ids, keys and statuses, as Standard Webhooks says." },
  {
    value: "slack",
    label: "Slack-compatible message",
    hint: "An incoming webhook of Slack, Mattermost, Rocket.Chat and the like.",
  },
] as const satisfies readonly { value: TargetKind; label: string; hint: string }[];

const groupItems = eventGroups.map(({ id, label, hint }) => ({ value: id, label, hint }));

const empty = {
  name: "",
  url: "",
  kind: "standard" as TargetKind,
  groups: ["waiting"] as readonly EventGroup[],
  privateHost: false,
};

export interface AddWebhookProps {
  add: (input: {
    name: string;
    kind: TargetKind;
    url: string;
    groups: EventGroup[];
    privateHost: boolean;
  }) => Promise<ActionResult<{ name: string; secret: string | null }>>;
}

/** A form for a target; after it the secret of a signed one, once. */
export function AddWebhook({ add }: AddWebhookProps) {
  const [values, setValues] = useState(empty);
  const set = (change: Partial<typeof empty>) => setValues((before) => ({ ...before, ...change }));

  function show({ name, secret }: { name: string; secret: string | null }) {
    if (secret === null) {
      showToast({ tone: "success", title: `${name} is told from now on` });
      return null;
    }
    return {
      title: `Target ${name} is ready`,
      description: "The secret is shown now and never again. Give it to the receiver before you close this.",
      body: (
        <ShownOnce
          title="Signing secret"
          secret={secret}
          warning="The receiver checks with it that a delivery is from here. Whoever else has it can make some up."
        />
      ),
    };
  }

  return (
    <AddDialog
      opener="Add target"
      button="Create target"
      title="Add a target that is told"
      description="It is told what happened and where to look. Nothing that is sent can decide anything."
      failed="No target was added"
      missing={values.groups.length === 0 ? "Choose at least one event." : null}
      names={["name", "url"]}
      submit={() => add({ ...values, groups: [...values.groups] })}
      show={show}
      onClose={() => setValues(empty)}
    >
      {({ first, errorOf }) => (
        <>
          <Field label="Name" hint="Small letters, digits and hyphens." error={errorOf("name")}>
            <Input
              ref={first}
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
              placeholder="soc-channel"
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              required
            />
          </Field>
          <Field label="Kind">
            <Select items={kinds} value={values.kind} onValueChange={(kind) => set({ kind })} />
          </Field>
          <Field
            label="Address"
            hint="https. Redirects are not followed. Only its host is shown later."
            error={errorOf("url")}
          >
            <Input
              value={values.url}
              onChange={(event) => set({ url: event.target.value })}
              type="url"
              placeholder="https://hooks.example/services/…"
              maxLength={2_000}
              autoComplete="off"
              spellCheck={false}
              required
            />
          </Field>
          <CheckList
            legend="Events"
            items={groupItems}
            chosen={values.groups}
            onChange={(groups) => set({ groups })}
          />
          <Checkbox
            checked={values.privateHost}
            onCheckedChange={(privateHost) => set({ privateHost })}
            label="Its host is in our own network"
            hint="Otherwise only public addresses are called. The log names the host that you allow."
          />
        </>
      )}
    </AddDialog>
  );
}
