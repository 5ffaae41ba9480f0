"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition, type FormEvent, type KeyboardEvent } from "react";

import { PersonPicker, type PickedPerson } from "#components/queue/person-picker.tsx";
import { severityNames } from "#components/severity-mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Severity } from "#lib/domain/severity.ts";
import type { SignalKind } from "#lib/domain/signal-kind.ts";
import { signalKindWords } from "#lib/domain/signal-kind-words.ts";
import { refreshAll } from "#lib/queries/refresh-all.ts";

import { reportCase } from "./actions.ts";

const byWords = "by_words";
const kindItems = [
  { value: byWords, label: "As the words tell" },
  ...(Object.keys(signalKindWords) as SignalKind[]).map((value) => ({
    value,
    label: signalKindWords[value],
  })),
] as const;

type Way = Parameters<typeof reportCase>[0] extends infer Input
  ? Input extends { how: infer How extends string }
    ? How
    : never
  : never;

const longestReport = 4_000;

export interface NewCaseFormProps {
  /** How a report can have come: value and words. */
  ways: readonly (readonly [string, string])[];
  onCancel: () => void;
}

/** Whom, how, what and how bad. The text stays in the form until the server has it. */
export function NewCaseForm({ ways, onCancel }: NewCaseFormProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [pending, startTransition] = useTransition();
  const [picked, setPicked] = useState<PickedPerson | null>(null);
  const [how, setHow] = useState<Way>("phone");
  const [what, setWhat] = useState("");
  const [severity, setSeverity] = useState<Severity>("medium");
  const [kind, setKind] = useState<SignalKind | typeof byWords>(byWords);
  const [checked, setChecked] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const sent = useRef({ content: "", idempotencyKey: "" });

  function submit(event?: FormEvent) {
    event?.preventDefault();
    setChecked(true);
    if (pending || picked === null || what.trim() === "") return;
    startTransition(async () => {
      setProblem(null);
      const said = { subjectUserId: picked.id, how, what, severity };
      const report = kind === byWords ? said : { ...said, kind };
      const content = JSON.stringify(report);
      // The same report sent twice, after a lost answer or an impatient press, is one; a corrected one is another.
      if (sent.current.content !== content) sent.current = { content, idempotencyKey: newKey() };
      const result = await reportCase({ ...report, idempotencyKey: sent.current.idempotencyKey });
      if (!result.ok) return setProblem(result.message);
      await refreshAll(client);
      const { caseKey } = result.data;
      if (caseKey === null) return router.push("/cases/unlinked");
      showToast({ tone: "success", title: `Filed under ${caseKey}`, description: picked.label });
      router.push(`/cases/${caseKey}`);
    });
  }

  function press(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {problem === null ? null : (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      )}
      <Field
        label="Who is it about"
        error={checked && picked === null ? "Choose a person from the directory." : null}
      >
        <PersonPicker value={picked} onValueChange={setPicked} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="How it was reported">
          <Select
            items={ways.map(([value, words]) => ({ value: value as Way, label: capitalised(words) }))}
            value={how}
            onValueChange={setHow}
          />
        </Field>
        <Field label="Severity">
          <Select
            items={(Object.keys(severityNames) as Severity[]).map((value) => ({
              value,
              label: severityNames[value],
            }))}
            value={severity}
            onValueChange={setSeverity}
          />
        </Field>
        <Field label="Kind" hint="The policy goes by it." className="sm:col-span-2">
          <Select items={kindItems} value={kind} onValueChange={setKind} />
        </Field>
      </div>
      <Field
        label="What happened"
        hint="The first line becomes the title. Say who told you, and when."
        error={checked && what.trim() === "" ? "Say in a sentence what was reported." : null}
      >
        <Textarea rows={4} maxLength={longestReport} value={what} onValueChange={setWhat} onKeyDown={press} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" pending={pending} shortcut="Mod+Enter">
          Open case
        </Button>
      </div>
    </form>
  );
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Not `randomUUID`, which browsers keep back on a console that is reached over plain http. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
