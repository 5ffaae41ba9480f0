"use client";

import { useId } from "react";

import { cn } from "#components/ui/cn.ts";

export interface SegmentedControlProps<Value extends string> {
  /** Names the group for speech. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onValueChange: (value: Value) => void;
  className?: string | undefined;
}

/** Two to four values side by side: radio buttons underneath, with the keys that those have. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  options,
  onValueChange,
  className,
}: SegmentedControlProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cn("inline-flex h-7 rounded-md border bg-subtle p-0.5", className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="inline-flex cursor-pointer items-center rounded-sm border border-transparent px-2 text-xs font-medium text-muted has-checked:border-line-strong has-checked:bg-raised has-checked:text-fg has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-focus forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] forced-colors:has-checked:forced-color-adjust-none"
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
