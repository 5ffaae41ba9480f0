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
import type { ActionResult } from "#lib/domain/action-result.ts";
import { keyScopes, scopeWords, type KeyScope } from "#lib/domain/key-scope.ts";

const lives = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "Until it is revoked" },
] as const;
type Life = (typeof lives)[number]["value"];

const empty = { name: "", owner: "", purpose: "", life: "90" as Life, heldByAgent: false };

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
  const router = useRouter();
  const formId = useId();
  const first = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(empty);
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["cases:read"]);
  const [problem, setProblem] = useState<string | null>(null);
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const [pending, startTransition] = useTransition();
  const set = (change: Partial<typeof empty>) => setValues((before) => ({ ...before, ...change }));

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    startTransition(async () => {
      const { life, ...given } = values;
      const result = await add({
        ...given,
        scopes: [...scopes],
        days: life === "never" ? null : Number(life),
      });
      if (!result.ok) return setProblem(result.message);
      setProblem(null);
      setMade(result.data);
      router.refresh();
    });
  }

  function change(next: boolean) {
    setOpen(next);
    if (next) return;
    // The key must not come back with the next opening.
    setMade(null);
    setValues(empty);
    setScopes(["cases:read"]);
    setProblem(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      initialFocus={first}
      trigger={
        <Button size="sm" icon={<Plus />}>
          Add key
        </Button>
      }
      title={made ? `Key ${made.name} is ready` : "Add an API key"}
      description={
        made
          ? "The key is shown now and never again. Put it where the machine reads it before you close this."
          : "Lets a machine in. No key can approve, deny or execute."
      }
      footer={
        made ? (
          <Button variant="primary" onClick={() => change(false)}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={() => change(false)}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form={formId}
              pending={pending}
              disabledReason={scopes.length === 0 ? "Choose at least one scope." : null}
            >
              Create key
            </Button>
          </>
        )
      }
    >
      {made ? (
        <ShownOnce
          title="API key"
          secret={made.key}
          warning="Whoever has the key can do what its scopes say, in this key’s name. Revoke it here when it is no longer needed or somebody else may have seen it."
        />
      ) : (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" hint="What uses it. It stands beside everything that it proposes.">
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
          <Field label="Owner" hint="The team that answers for what is done with it; no person’s name.">
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
          <fieldset>
            <legend className="mb-1 text-sm font-medium text-fg">Scopes</legend>
            <div className="grid gap-1">
              {keyScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  checked={scopes.includes(scope)}
                  onCheckedChange={(checked) =>
                    setScopes((before) =>
                      checked ? [...before, scope] : before.filter((other) => other !== scope),
                    )
                  }
                  label={<span className="font-mono text-xs">{scope}</span>}
                  hint={scopeWords[scope]}
                />
              ))}
            </div>
          </fieldset>
          <Field label="Expires">
            <Select items={lives} value={values.life} onValueChange={(life) => set({ life })} />
          </Field>
          <Checkbox
            checked={values.heldByAgent}
            onCheckedChange={(heldByAgent) => set({ heldByAgent })}
            label="An AI agent holds it"
            hint="Its proposals say so, to whoever adopts and to whoever approves."
          />
          {problem === null ? null : (
            <Callout tone="danger" role="alert" title="No key was made">
              {problem}
            </Callout>
          )}
        </form>
      )}
    </Dialog>
  );
}
