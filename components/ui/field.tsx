"use client";

import { Field as BaseField } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface FieldProps {
  /** The accessible name of the control, to the letter: marks such as "optional" stand outside of it. */
  label: string;
  hint?: ReactNode;
  /** Names the field and the way out ("Reason is empty: say in a sentence why."). */
  error?: ReactNode;
  /** A word at the right of the label, e.g. `required` or `optional`. */
  mark?: string | undefined;
  /** Keeps the label for screen readers only, where the place on the page says it already. */
  labelHidden?: boolean | undefined;
  className?: string | undefined;
  /** Exactly one control of this folder. */
  children: ReactNode;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, mark, labelHidden = false, className, children }: FieldProps) {
  const invalid = error !== undefined && error !== null && error !== false;
  return (
    <BaseField.Root invalid={invalid} className={cn("flex min-w-0 flex-col gap-1", className)}>
      <div className={cn("flex items-baseline justify-between gap-2", labelHidden && "sr-only")}>
        <BaseField.Label className="text-sm font-medium text-fg">{label}</BaseField.Label>
        {mark ? <span className="text-xs text-faint">{mark}</span> : null}
      </div>
      {children}
      {hint ? <BaseField.Description className="text-xs text-muted">{hint}</BaseField.Description> : null}
      <BaseField.Error match={invalid} className="flex items-start gap-1.5 text-xs font-medium text-danger">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>{error}</span>
      </BaseField.Error>
    </BaseField.Root>
  );
}
