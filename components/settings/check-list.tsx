"use client";

import type { ReactNode } from "react";

import { Checkbox } from "#components/ui/checkbox.tsx";

export interface CheckListProps<Value extends string> {
  legend: string;
  items: readonly { value: Value; label: ReactNode; hint: string }[];
  chosen: readonly Value[];
  onChange: (chosen: readonly Value[]) => void;
}

/** Several of a few, each with a line that says what it means. */
export function CheckList<Value extends string>({ legend, items, chosen, onChange }: CheckListProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-fg">{legend}</legend>
      <div className="grid gap-1">
        {items.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            checked={chosen.includes(value)}
            onCheckedChange={(checked) =>
              onChange(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
            }
            label={label}
            hint={hint}
          />
        ))}
      </div>
    </fieldset>
  );
}
