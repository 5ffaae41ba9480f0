"use client";

import { useState, type FormEvent } from "react";

import type { ChangeRetention } from "#components/personal-data/personal-data-actions.ts";
import { ProblemNote } from "#components/request/problem-note.tsx";
import { useAct } from "#components/request/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { RetentionSettings } from "#lib/domain/personal-data.ts";

export const retentionFields = [
  {
    name: "rawSignalMonths",
    label: "Raw signals, months",
    hint: "Bodies, descriptions, addresses and links; counted from the closing of the case.",
    most: 120,
  },
  {
    name: "callDetailMonths",
    label: "Call details, months",
    hint: "Messages, methods and paths of calls to 1Password.",
    most: 120,
  },
  {
    name: "subjectKeyMonths",
    label: "Subject keys, months",
    hint: "With the key every text about the person goes; the newest closed case counts.",
    most: 120,
  },
  {
    name: "backupDays",
    label: "Backups, days",
    hint: "When you throw backups away: receipts say until when an old one may hold a key.",
    most: 3_650,
  },
] as const satisfies readonly {
  name: keyof RetentionSettings;
  label: string;
  hint: string;
  most: number;
}[];

/** The periods, to change. Old and new values stand in the log. */
export function RetentionForm({
  retention,
  change,
}: {
  retention: RetentionSettings;
  change: ChangeRetention;
}) {
  const { act, pending, problem } = useAct();
  const [values, setValues] = useState(() => asTexts(retention));
  const parsed = asNumbers(values);
  const isSame = retentionFields.every(({ name }) => parsed?.[name] === retention[name]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (parsed === null || isSame) return;
    if ((await act("save", () => change(parsed))) === null) return;
    showToast({ tone: "success", title: "The retention was changed" });
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-3">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        {retentionFields.map(({ name, label, hint, most }) => (
          <Field key={name} label={label} hint={hint}>
            <Input
              type="number"
              inputMode="numeric"
              min={1}
              max={most}
              step={1}
              required
              className="w-28"
              value={values[name]}
              onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      <ProblemNote problem={problem} />
      <div>
        <Button
          type="submit"
          size="sm"
          pending={pending !== null}
          disabledReason={
            parsed === null ? "Whole numbers from 1 on." : isSame ? "Nothing was changed yet." : null
          }
        >
          Save retention
        </Button>
      </div>
    </form>
  );
}

type Texts = Record<keyof RetentionSettings, string>;

function asTexts(retention: RetentionSettings): Texts {
  return {
    rawSignalMonths: String(retention.rawSignalMonths),
    callDetailMonths: String(retention.callDetailMonths),
    subjectKeyMonths: String(retention.subjectKeyMonths),
    backupDays: String(retention.backupDays),
  };
}

function asNumbers(values: Texts): RetentionSettings | null {
  const number = (name: keyof Texts) => (/^\d{1,4}$/.test(values[name]) ? Number(values[name]) : 0);
  const numbers = {
    rawSignalMonths: number("rawSignalMonths"),
    callDetailMonths: number("callDetailMonths"),
    subjectKeyMonths: number("subjectKeyMonths"),
    backupDays: number("backupDays"),
  };
  return retentionFields.every(({ name, most }) => numbers[name] >= 1 && numbers[name] <= most)
    ? numbers
    : null;
}
