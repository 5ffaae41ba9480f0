"use client";

import { Switch as BaseSwitch } from "@base-ui/react/switch";
import type { ReactNode } from "react";

export interface SwitchProps {
  label: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
}

/** On or off, at once. The word beside it says which, for the position alone is hard to read. */
export function Switch({ label, checked, onCheckedChange }: SwitchProps) {
  return (
    <label className="inline-flex min-h-6 cursor-pointer items-center gap-2 text-sm text-fg">
      <BaseSwitch.Root
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next)}
        className="relative inline-flex h-4.5 w-8 shrink-0 rounded-full border border-control bg-neutral-soft p-px transition-colors duration-100 data-checked:border-ink data-checked:bg-ink"
      >
        <BaseSwitch.Thumb className="size-3.5 translate-x-0 rounded-full bg-muted transition-transform duration-100 data-checked:translate-x-3.5 data-checked:bg-on-ink" />
      </BaseSwitch.Root>
      <span>{label}</span>
      <span aria-hidden="true" className="text-xs text-faint">
        {checked ? "on" : "off"}
      </span>
    </label>
  );
}
