"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";

import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";
import { popupItemStyles, popupStyles } from "#components/ui/popup-styles.ts";

export interface SelectItem<Value extends string> {
  value: Value;
  label: string;
  hint?: string | undefined;
}

export interface SelectProps<Value extends string> {
  items: readonly SelectItem<Value>[];
  value?: Value | null | undefined;
  defaultValue?: Value | null | undefined;
  onValueChange?: ((value: Value) => void) | undefined;
  /** Sends the value with a form. */
  name?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  /** Only where no Field names it. */
  "aria-label"?: string | undefined;
  className?: string | undefined;
}

/** One of a few values. For many, or for people, take Combobox. */
export function Select<Value extends string>({
  items,
  value,
  defaultValue,
  onValueChange,
  name,
  placeholder,
  disabled,
  className,
  ...rest
}: SelectProps<Value>) {
  return (
    <BaseSelect.Root
      items={items}
      value={value}
      defaultValue={defaultValue}
      name={name}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onValueChange?.(next);
      }}
    >
      <BaseSelect.Trigger
        aria-label={rest["aria-label"]}
        className={cn(controlStyles, "flex h-8 items-center justify-between gap-2 text-left", className)}
      >
        <BaseSelect.Value
          placeholder={placeholder ?? "Choose"}
          className="truncate data-placeholder:text-faint"
        />
        <BaseSelect.Icon className="text-faint">
          <ChevronsUpDown aria-hidden="true" className="size-3.5" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className="z-50 outline-hidden" sideOffset={4} alignItemWithTrigger={false}>
          <BaseSelect.Popup
            className={cn(
              popupStyles,
              "min-w-(--anchor-width) max-w-[min(28rem,var(--available-width))] p-1",
            )}
          >
            <BaseSelect.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto">
              {items.map((item) => (
                <BaseSelect.Item key={item.value} value={item.value} className={popupItemStyles}>
                  <span className="flex size-4 shrink-0 items-center justify-center">
                    <BaseSelect.ItemIndicator>
                      <Check aria-hidden="true" className="size-3.5" />
                    </BaseSelect.ItemIndicator>
                  </span>
                  <span className="min-w-0">
                    <BaseSelect.ItemText>{item.label}</BaseSelect.ItemText>
                    {item.hint ? <span className="block text-xs text-muted">{item.hint}</span> : null}
                  </span>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
