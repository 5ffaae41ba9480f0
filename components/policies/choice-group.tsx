"use client";

import { Checkbox } from "#components/ui/checkbox.tsx";

export interface ChoiceGroupProps<Value extends string> {
  legend: string;
  words: Readonly<Record<Value, string>>;
  /** Undefined: any. */
  chosen: readonly Value[] | undefined;
  onChange: (chosen: Value[] | undefined) => void;
}

/** Several of a few values. Nothing chosen means any, and says so. */
export function ChoiceGroup<Value extends string>({
  legend,
  words,
  chosen,
  onChange,
}: ChoiceGroupProps<Value>) {
  const values = Object.keys(words) as Value[];
  const toggle = (value: Value, on: boolean) => {
    const next = values.filter((one) => (one === value ? on : (chosen?.includes(one) ?? false)));
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-medium text-fg">
        {legend} <span className="text-xs font-normal text-faint">{chosen === undefined ? "any" : null}</span>
      </legend>
      <div className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-3">
        {values.map((value) => (
          <Checkbox
            key={value}
            label={words[value]}
            checked={chosen?.includes(value) ?? false}
            onCheckedChange={(on) => toggle(value, on)}
          />
        ))}
      </div>
    </fieldset>
  );
}
