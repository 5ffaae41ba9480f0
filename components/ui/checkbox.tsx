"use client";

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";

export interface CheckboxProps extends Omit<
  ComponentProps<typeof BaseCheckbox.Root>,
  "className" | "children"
> {
  /** Shown at the right. A box without one needs `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
  className?: string | undefined;
}

/** A box of 16 px in a target of at least 24 px (WCAG 2.5.8), the label included. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label className={cn("inline-flex min-h-6 min-w-6 items-start gap-2 py-0.5 text-sm text-fg", className)}>
      <BaseCheckbox.Root
        {...rest}
        className="mt-0.5 inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-raised text-on-ink data-checked:border-ink data-checked:bg-ink data-disabled:cursor-not-allowed data-disabled:opacity-60 data-indeterminate:border-ink data-indeterminate:bg-ink"
      >
        <BaseCheckbox.Indicator className="flex data-unchecked:hidden">
          {rest.indeterminate ? (
            <Minus aria-hidden="true" className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden="true" className="size-3" strokeWidth={3} />
          )}
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      {label || hint ? (
        <span className="flex min-w-0 flex-col">
          <span>{label}</span>
          {hint ? <span className="text-xs text-muted">{hint}</span> : null}
        </span>
      ) : null}
    </label>
  );
}
