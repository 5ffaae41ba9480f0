"use client";

import { Field as BaseField } from "@base-ui/react/field";
import type { ComponentProps } from "react";

import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";

export interface TextareaProps extends Omit<ComponentProps<"textarea">, "className" | "ref" | "style"> {
  className?: string | undefined;
  onValueChange?: ((value: string) => void) | undefined;
}

/** A text field of several lines that grows with its text. */
export function Textarea({
  className,
  rows = 3,
  onValueChange,
  defaultValue,
  value,
  ...rest
}: TextareaProps) {
  return (
    <BaseField.Control
      render={<textarea {...rest} rows={rows} />}
      {...(value === undefined ? {} : { value })}
      {...(defaultValue === undefined ? {} : { defaultValue })}
      onValueChange={(next) => onValueChange?.(next)}
      className={cn(
        controlStyles,
        "field-sizing-content max-h-80 min-h-16 resize-y py-1.5 leading-5",
        className,
      )}
    />
  );
}
