"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import type { ComponentProps } from "react";

import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";

export interface InputProps extends Omit<ComponentProps<typeof BaseInput>, "className"> {
  className?: string | undefined;
}

/** A text field. Inside a Field it finds its label, its hint and its error by itself. */
export function Input({ className, ...rest }: InputProps) {
  return <BaseInput {...rest} className={cn(controlStyles, "h-8", className)} />;
}
