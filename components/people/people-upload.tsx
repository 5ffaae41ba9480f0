"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";

import { PeopleErrors, PeoplePreview } from "#components/people/people-preview.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { PeopleFileAnswer } from "#lib/domain/views/people-view.ts";
import { sendPeopleFile } from "#lib/queries/people-file.ts";

const example = `email,aliases,manager,department,identity_class,dependents,second_contact,partner,operating_team
ann@acme.example,a.one@acme.example,ben@acme.example,Payroll,business_critical,"Wages; Bank file",Tobias Engel,,`;

const mostBytes = 1_900_000;

interface Chosen {
  name: string;
  csv: string;
}

/** Choose a file, look at what it would change, take it in: as a whole, or nothing of it. */
export function PeopleUpload() {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [complete, setComplete] = useState(false);
  const [answer, setAnswer] = useState<PeopleFileAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState<"preview" | "apply" | null>(null);

  async function send(what: "preview" | "apply", file: Chosen, isComplete: boolean) {
    setPending(what);
    setProblem(null);
    try {
      const seen = what === "apply" ? (answer?.digest ?? null) : null;
      const next = await sendPeopleFile({ ...file, complete: isComplete, seen });
      if (next.applied === null) return setAnswer(next);
      const { added, changed, removed } = next.applied;
      showToast({
        tone: "success",
        title: "The people file was taken in",
        description: `${added} new, ${changed} changed, ${removed} taken out.`,
      });
      forget();
      router.refresh();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The console didn’t answer. Send the file again.");
    } finally {
      setPending(null);
    }
  }

  function forget() {
    setChosen(null);
    setAnswer(null);
    setProblem(null);
    if (picker.current) picker.current.value = "";
  }

  async function choose(file: File | undefined) {
    setAnswer(null);
    setProblem(null);
    if (!file) return;
    if (file.size > mostBytes) {
      setProblem(
        "The file is larger than 1.9 MB. Nothing was sent. Split it and take the parts in one by one.",
      );
      return;
    }
    const next = { name: file.name, csv: await file.text() };
    setChosen(next);
    await send("preview", next, complete);
  }

  const isEmpty = answer !== null && answer.errors.length === 0 && answer.changes.length === 0;
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-muted">
        A CSV file with a line of column names; only <code>email</code> has to be there. Lists within a cell
        are parted by semicolons. You see what it would change before anything is taken in, and one wrong row
        keeps all of it out.
      </p>
      <CodeBlock code={example} label="Example of a people file" />
      <div className="grid gap-2">
        <label className="grid max-w-prose gap-1 text-sm">
          <span className="font-medium text-fg">CSV file</span>
          <input
            ref={picker}
            type="file"
            accept=".csv,text/csv,text/plain"
            disabled={pending !== null}
            onChange={(event) => void choose(event.target.files?.[0])}
            className="text-sm text-fg file:mr-3 file:h-8 file:rounded-md file:border file:border-control file:bg-raised file:px-3 file:text-sm file:font-medium file:text-fg"
          />
        </label>
        <Checkbox
          label="This file names everybody"
          hint="Whoever isn’t in it is taken out of what is known."
          checked={complete}
          disabled={pending !== null}
          onCheckedChange={(next) => {
            setComplete(next);
            if (chosen !== null) void send("preview", chosen, next);
          }}
        />
      </div>
      {problem === null ? null : (
        <Callout tone="danger" role="alert" title="Nothing was taken in">
          {problem}
        </Callout>
      )}
      {answer === null ? null : answer.errors.length > 0 ? (
        <PeopleErrors errors={answer.errors} />
      ) : (
        <PeoplePreview answer={answer} />
      )}
      {answer !== null && answer.errors.length === 0 && chosen !== null ? (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            pending={pending === "apply"}
            disabledReason={isEmpty ? "Nothing would change." : null}
            onClick={() => void send("apply", chosen, complete)}
          >
            Take in
          </Button>
          <Button variant="ghost" onClick={forget}>
            Forget the file
          </Button>
        </div>
      ) : null}
    </div>
  );
}
