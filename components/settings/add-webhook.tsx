"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, useTransition, type FormEvent } from "react";

import { ShownOnce } from "#components/settings/shown-once.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
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

const empty = { name: "", url: "", kind: "standard" as TargetKind, privateHost: false };

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
  const router = useRouter();
  const formId = useId();
  const first = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(empty);
  const [groups, setGroups] = useState<readonly EventGroup[]>(["waiting"]);
  const [problem, setProblem] = useState<string | null>(null);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const [pending, startTransition] = useTransition();
  const set = (change: Partial<typeof empty>) => setValues((before) => ({ ...before, ...change }));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      const result = await add({ ...values, groups: [...groups] });
      if (!result.ok) return setProblem(result.message.replace(/^(name|url): /, ""));
      setProblem(null);
      const { name, secret } = result.data;
      if (secret === null) {
        showToast({ tone: "success", title: `${name} is told from now on` });
        close();
      } else setMade({ name, secret });
      router.refresh();
    });
  }

  function close() {
    setOpen(false);
    // The secret must not come back with the next opening.
    setMade(null);
    setValues(empty);
    setGroups(["waiting"]);
    setProblem(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => (next ? setOpen(true) : close())}
      initialFocus={first}
      trigger={
        <Button size="sm" icon={<Plus />}>
          Add target
        </Button>
      }
      title={made ? `Target ${made.name} is ready` : "Add a target that is told"}
      description={
        made
          ? "The secret is shown now and never again. Give it to the receiver before you close this."
          : "It is told what happened and where to look. Nothing that is sent can decide anything."
      }
      footer={
        made ? (
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              pending={pending}
              disabledReason={groups.length === 0 ? "Choose at least one event." : null}
            >
              Create target
            </Button>
          </>
        )
      }
    >
      {made ? (
        <ShownOnce
          title="Signing secret"
          secret={made.secret}
          warning="The receiver checks with it that a delivery is from here. Whoever else has it can make some up."
        />
      ) : (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" hint="Small letters, digits and hyphens.">
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
          <Field label="Address" hint="https. Redirects are not followed. Only its host is shown later.">
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
          <fieldset>
            <legend className="mb-1 text-sm font-medium text-fg">Events</legend>
            <div className="grid gap-1">
              {eventGroups.map(({ id, label, hint }) => (
                <Checkbox
                  key={id}
                  checked={groups.includes(id)}
                  onCheckedChange={(checked) =>
                    setGroups((before) =>
                      checked ? [...before, id] : before.filter((other) => other !== id),
                    )
                  }
                  label={label}
                  hint={hint}
                />
              ))}
            </div>
          </fieldset>
          <Checkbox
            checked={values.privateHost}
            onCheckedChange={(privateHost) => set({ privateHost })}
            label="Its host is in our own network"
            hint="Otherwise only public addresses are called. The log names the host that you allow."
          />
          {problem === null ? null : (
            <Callout tone="danger" role="alert" title="No target was added">
              {problem}
            </Callout>
          )}
        </form>
      )}
    </Dialog>
  );
}
