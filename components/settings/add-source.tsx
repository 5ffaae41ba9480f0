"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, useTransition, type FormEvent } from "react";

import { NewSource, type AddedSource } from "#components/settings/new-source.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { kindItems, presetItems } from "#components/sources/source-choices.ts";
import type { SourceKind, SourcePreset } from "#lib/domain/source-settings.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface AddSourceProps {
  add: (input: {
    name: string;
    preset: SourcePreset;
    kind: SourceKind;
    owner: string;
  }) => Promise<ActionResult<AddedSource>>;
}

/** A form for a new source; after it, its secret, once. */
export function AddSource({ add }: AddSourceProps) {
  const router = useRouter();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [preset, setPreset] = useState<SourcePreset>("auto");
  const [kind, setKind] = useState<SourceKind>("alerts");
  const [owner, setOwner] = useState("");
  const [problem, setProblem] = useState<{ ofName: boolean; message: string } | null>(null);
  const [added, setAdded] = useState<AddedSource | null>(null);
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      const result = await add({ name: name.trim(), preset, kind, owner: owner.trim() });
      if (!result.ok) {
        setProblem({
          // The server puts the field before the words.
          ofName: result.code === "invalid_input" && result.message.startsWith("name: "),
          message: result.message.replace(/^name: /, ""),
        });
        return;
      }
      setProblem(null);
      setAdded(result.data);
      router.refresh();
    });
  }

  function change(next: boolean) {
    setOpen(next);
    // The secret must not come back with the next opening.
    if (!next) {
      setAdded(null);
      setName("");
      setPreset("auto");
      setKind("alerts");
      setOwner("");
      setProblem(null);
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size={added ? "lg" : "md"}
      initialFocus={field}
      trigger={
        <Button size="sm" icon={<Plus />}>
          Add source
        </Button>
      }
      title={added ? `Source ${added.name} is ready` : "Add a source of signals"}
      description={
        added
          ? "The secret is shown now and never again. Put it into the sender before you close this."
          : "Something that sends signed alerts to an address of its own (Standard Webhooks)."
      }
      footer={
        added ? (
          <>
            <LinkButton href={`/settings/sources/${encodeURIComponent(added.name)}`}>
              Test a sample
            </LinkButton>
            <Button variant="primary" onClick={() => change(false)}>
              Done
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => change(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form={formId} pending={pending}>
              Create source
            </Button>
          </>
        )
      }
    >
      {added ? (
        <NewSource source={added} />
      ) : (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label="Name"
            hint="Small letters, digits and hyphens. It becomes part of the address."
            error={problem?.ofName ? problem.message : null}
          >
            <Input
              ref={field}
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder="okta-production"
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              required
            />
          </Field>
          <Field label="Preset">
            <Select items={presetItems} value={preset} onValueChange={setPreset} />
          </Field>
          <Field label="Kind of source">
            <Select items={kindItems} value={kind} onValueChange={setKind} />
          </Field>
          <Field
            label="Owner"
            hint="The team that answers for what this source detects. It stands in the evidence."
          >
            <Input
              value={owner}
              onChange={(event) => setOwner(event.target.value)}
              placeholder="Detection engineering"
              maxLength={80}
            />
          </Field>
          {problem === null || problem.ofName ? null : (
            <Callout tone="danger" role="alert" title="No source was added">
              {problem.message}
            </Callout>
          )}
        </form>
      )}
    </Dialog>
  );
}
