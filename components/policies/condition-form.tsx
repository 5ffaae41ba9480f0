"use client";

import { ChoiceGroup } from "#components/policies/choice-group.tsx";
import { NumberInput } from "#components/policies/number-input.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { identityClassNames } from "#lib/domain/identity-words.ts";
import type { ConfidenceRange, PolicyCondition } from "#lib/domain/policy.ts";
import type { Severity } from "#lib/domain/severity.ts";
import { signalKindWords } from "#lib/domain/signal-kind-words.ts";

const severityWords: Readonly<Record<Severity, string>> = {
  informational: "Informational",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

export interface ConditionFormProps {
  condition: PolicyCondition;
  onChange: (condition: PolicyCondition) => void;
}

/** What has to hold, all of it. What isn't set holds for any. */
export function ConditionForm({ condition, onChange }: ConditionFormProps) {
  const set = (change: Partial<PolicyCondition>) => onChange(withoutUnset({ ...condition, ...change }));
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-4">
        <Field label="Asked for" className="w-48">
          <Select
            items={actions}
            value={condition.action ?? "any"}
            onValueChange={(value) => set({ action: value === "any" ? undefined : value })}
          />
        </Field>
        <YesNo
          label="Suspended by this console"
          value={condition.suspendedByConsole}
          onChange={(suspendedByConsole) => set({ suspendedByConsole })}
        />
        <YesNo
          label="Every cause validated"
          value={condition.validated}
          onChange={(validated) => set({ validated })}
        />
        <YesNo
          label="Person is protected"
          value={condition.protected}
          onChange={(isProtected) => set({ protected: isProtected })}
        />
      </div>
      <ChoiceGroup
        legend="Kind of a cause"
        words={signalKindWords}
        chosen={condition.kinds}
        onChange={(kinds) => set({ kinds })}
      />
      <Confidence range={condition.confidence} onChange={(confidence) => set({ confidence })} />
      <ChoiceGroup
        legend="Identity class"
        words={identityClassNames}
        chosen={condition.identityClasses}
        onChange={(identityClasses) => set({ identityClasses })}
      />
      <ChoiceGroup
        legend="Severity of the case"
        words={severityWords}
        chosen={condition.severities}
        onChange={(severities) => set({ severities })}
      />
    </div>
  );
}

const actions = [
  { value: "any", label: "Either" },
  { value: "suspend", label: "Suspension" },
  { value: "reactivate", label: "Reactivation" },
] as const;

const answers = [
  { value: "any", label: "Either" },
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

function YesNo(props: {
  label: string;
  value: boolean | undefined;
  onChange: (value: boolean | undefined) => void;
}) {
  const { label, value, onChange } = props;
  return (
    <Field label={label} className="w-48">
      <Select
        items={answers}
        value={value === undefined ? "any" : value ? "yes" : "no"}
        onValueChange={(next) => onChange(next === "any" ? undefined : next === "yes")}
      />
    </Field>
  );
}

function Confidence(props: {
  range: ConfidenceRange | undefined;
  onChange: (range: ConfidenceRange | undefined) => void;
}) {
  const { range, onChange } = props;
  const { min, max, notStated = false } = range ?? {};
  const change = (next: { min: number | undefined; max: number | undefined; notStated: boolean }) => {
    const isAny = next.min === undefined && next.max === undefined && !next.notStated;
    onChange(
      isAny
        ? undefined
        : {
            notStated: next.notStated,
            ...(next.min !== undefined && { min: next.min }),
            ...(next.max !== undefined && { max: next.max }),
          },
    );
  };
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-medium text-fg">
        Confidence of that cause{" "}
        <span className="text-xs font-normal text-faint">{range === undefined ? "any" : null}</span>
      </legend>
      <div className="mt-1 flex flex-wrap items-end gap-4">
        <NumberInput
          label="At least"
          value={min ?? null}
          min={0}
          max={100}
          onChange={(value) => change({ min: value ?? undefined, max, notStated })}
        />
        <NumberInput
          label="At most"
          value={max ?? null}
          min={0}
          max={100}
          onChange={(value) => change({ min, max: value ?? undefined, notStated })}
        />
        <Checkbox
          label="One that isn’t stated fits too"
          hint="Otherwise it satisfies no threshold."
          checked={notStated}
          onCheckedChange={(on) => change({ min, max, notStated: on })}
        />
      </div>
    </fieldset>
  );
}

function withoutUnset(condition: PolicyCondition): PolicyCondition {
  return Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== undefined));
}
