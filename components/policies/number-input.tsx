"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface NumberInputProps {
  label: string;
  hint?: string | undefined;
  /** In `per` units; null is empty. */
  value: number | null;
  min: number;
  max: number;
  onChange: (value: number | null) => void;
}

/** A whole number. An empty field is null, and what is no number keeps what was there. */
export function NumberInput({ label, hint, value, min, max, onChange }: NumberInputProps) {
  return (
    <Field label={label} hint={hint}>
      <Input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={value ?? ""}
        onValueChange={(text) => {
          if (text === "") return onChange(null);
          const number = Number(text);
          if (Number.isInteger(number)) onChange(number);
        }}
        className="w-28"
      />
    </Field>
  );
}
