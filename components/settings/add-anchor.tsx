"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, useTransition, type FormEvent } from "react";

import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

const fields = ["name", "url", "secret"] as const;
type FieldName = (typeof fields)[number];
const empty: Record<FieldName, string> = { name: "", url: "", secret: "" };

export interface AddAnchorProps {
  add: (input: Record<FieldName, string>) => Promise<ActionResult<void>>;
}

/** A form for a collector of checkpoints. */
export function AddAnchor({ add }: AddAnchorProps) {
  const router = useRouter();
  const formId = useId();
  const first = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(empty);
  const [problem, setProblem] = useState<{ of: FieldName | null; message: string } | null>(null);
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      const result = await add(values);
      if (!result.ok) {
        // The server puts the field before the words.
        const of = fields.find((name) => result.message.startsWith(`${name}: `)) ?? null;
        setProblem({ of, message: of === null ? result.message : result.message.slice(of.length + 2) });
        return;
      }
      showToast({ tone: "success", title: `Checkpoints go to ${values.name} from now on` });
      change(false);
      router.refresh();
    });
  }

  function change(next: boolean) {
    setOpen(next);
    if (next) return;
    setValues(empty);
    setProblem(null);
  }

  const field = (name: FieldName) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) =>
      setValues((before) => ({ ...before, [name]: event.target.value })),
    autoComplete: "off",
    spellCheck: false,
  });
  const errorOf = (name: FieldName) => (problem?.of === name ? problem.message : null);

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      initialFocus={first}
      trigger={
        <Button size="sm" icon={<Plus />}>
          Add anchor
        </Button>
      }
      title="Add an anchor of the log"
      description="A collector that gets each newest signed checkpoint by POST, where the console can’t change it any more: a SIEM, or a service of another team."
      footer={
        <>
          <Button onClick={() => change(false)}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} pending={pending}>
            Create anchor
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
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
        {problem === null || problem.of !== null ? null : (
          <Callout tone="danger" role="alert" title="No anchor was added">
            {problem.message}
          </Callout>
        )}
      </form>
    </Dialog>
  );
}
