"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { ReasonForm } from "#components/request/reason-form.tsx";
import { useAct } from "#components/request/use-act.ts";
import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "#components/ui/section.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { type GuardRails, loosens, tellGuardRails } from "#lib/domain/guard-rails.ts";
import type { RailsView } from "#lib/domain/views/rails-view.ts";

const fields = [
  {
    name: "suspensionsPerPersonHour",
    label: "Suspensions an hour and person",
    hint: "Asked for, and as many approved.",
  },
  { name: "brakeMost", label: "Brake: more suspensions than", hint: "Sent, whoever asked for them." },
  { name: "brakeWithinMinutes", label: "Brake: within minutes", hint: "Then execution is paused." },
  { name: "actionsPerMinute", label: "Changes a minute and person", hint: "Of any kind." },
  {
    name: "failedSignInsPerMinute",
    label: "Failed sign-ins a minute",
    hint: "From one address.",
  },
] as const satisfies readonly { name: keyof GuardRails; label: string; hint: string }[];

export interface RailsSectionProps {
  view: RailsView;
  change: (input: { rails: GuardRails; reason: string }) => Promise<ActionResult<{ inForce: boolean }>>;
  confirm: (input: Record<string, never>) => Promise<ActionResult<void>>;
  decline: (input: Record<string, never>) => Promise<ActionResult<void>>;
}

/** The figures in force. Stricter ones an administrator sets alone, looser ones wait for a second person. */
export function RailsSection({ view, change, confirm, decline }: RailsSectionProps) {
  const { rails, asked, rights } = view;
  return (
    <Section title="Limits" id="limits" aside="counted in the database, over all processes">
      <div className="grid gap-4">
        {asked === null ? null : <Asked asked={asked} confirm={confirm} decline={decline} />}
        {rights.change.allowed ? (
          <Change rails={rails} change={change} />
        ) : (
          <DescriptionList
            items={fields.map(({ name, label }) => ({
              term: label,
              value: rails[name].toLocaleString("en"),
            }))}
          />
        )}
      </div>
    </Section>
  );
}

function Change({ rails, change }: { rails: GuardRails; change: RailsSectionProps["change"] }) {
  const router = useRouter();
  const [values, setValues] = useState<Partial<Record<keyof GuardRails, string>>>({});
  const wanted = { ...rails };
  for (const { name } of fields) wanted[name] = Number(values[name] ?? rails[name]);
  const fits = fields.every(({ name }) => Number.isInteger(wanted[name]) && wanted[name] >= 1);
  const isSame = fields.every(({ name }) => wanted[name] === rails[name]);
  const isLooser = fits && loosens(rails, wanted);
  return (
    <div className="grid gap-3">
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-5">
        {fields.map(({ name, label, hint }) => (
          <Field key={name} label={label} hint={hint}>
            <Input
              type="number"
              inputMode="numeric"
              min={1}
              className="w-28"
              value={values[name] ?? String(rails[name])}
              onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value }))}
            />
          </Field>
        ))}
      </div>
      {isLooser ? (
        <p className="text-sm text-muted">These let more through: a second person has to confirm them.</p>
      ) : null}
      <div className="max-w-prose">
        <ReasonForm
          button={isLooser ? "Ask for these limits" : "Save limits"}
          placeholder="Why are other limits right?"
          disabledReason={isSame ? "Nothing was changed yet." : fits ? null : "Whole numbers from 1 on."}
          submit={(reason) => change({ rails: wanted, reason })}
          onDone={({ inForce }) => {
            setValues({});
            showToast({
              tone: "success",
              title: inForce ? "The limits count from now on" : "A second person has to confirm",
            });
            router.refresh();
          }}
        />
      </div>
    </div>
  );
}

function Asked({
  asked,
  confirm,
  decline,
}: {
  asked: NonNullable<RailsView["asked"]>;
  confirm: RailsSectionProps["confirm"];
  decline: RailsSectionProps["decline"];
}) {
  const router = useRouter();
  const { act, pending, problem } = useAct();

  async function press(what: "confirm" | "decline") {
    const done = await act(what, async () => {
      const result = await (what === "confirm" ? confirm : decline)({});
      return result.ok ? { ...result, data: true } : result;
    });
    if (done !== null) router.refresh();
  }

  return (
    <Callout
      tone="info"
      title={
        <>
          <SafeText text={asked.by} /> asks for looser limits; a second person has to confirm.
        </>
      }
    >
      <p>{tellGuardRails(asked.rails)}</p>
      <p>
        “<SafeText text={asked.reason} />” <TimeStamp at={asked.at} />
      </p>
      <ProblemNote problem={problem} />
      <div className="mt-2 flex flex-wrap gap-2">
        <Button
          size="sm"
          pending={pending === "confirm"}
          disabledReason={asked.confirm.allowed ? null : asked.confirm.why}
          reasonPlacement="below"
          onClick={() => void press("confirm")}
        >
          Confirm limits
        </Button>
        <Button
          size="sm"
          variant="ghost"
          pending={pending === "decline"}
          onClick={() => void press("decline")}
        >
          Keep the old ones
        </Button>
      </div>
    </Callout>
  );
}
