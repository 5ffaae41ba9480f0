"use client";

import { Combobox as BaseCombobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";
import { popupItemStyles, popupStyles } from "#components/ui/popup-styles.ts";

export interface ComboboxItem {
  id: string;
  label: string;
  /** A second line that tells namesakes apart. */
  detail?: ReactNode;
}

export interface ComboboxProps<Item extends ComboboxItem> {
  items: readonly Item[];
  value: Item | null;
  onValueChange: (item: Item | null) => void;
  /** Given: the caller searches (on a server, say) and hands back `items`; the list isn't filtered here. */
  onQueryChange?: ((query: string) => void) | undefined;
  searching?: boolean | undefined;
  placeholder?: string | undefined;
  emptyText?: string | undefined;
  "aria-label"?: string | undefined;
  className?: string | undefined;
}

/** A field that is typed into and picked from. Items are compared by id, so a new answer may replace the objects. */
export function Combobox<Item extends ComboboxItem>({
  items,
  value,
  onValueChange,
  onQueryChange,
  searching = false,
  placeholder,
  emptyText = "Nothing matches.",
  className,
  ...rest
}: ComboboxProps<Item>) {
  return (
    <BaseCombobox.Root
      items={items}
      value={value}
      onValueChange={(next: Item | null) => onValueChange(next)}
      itemToStringLabel={(item: Item) => item.label}
      itemToStringValue={(item: Item) => item.id}
      isItemEqualToValue={(a: Item, b: Item) => a.id === b.id}
      onInputValueChange={(query, { reason }) => {
        if (reason !== "item-press") onQueryChange?.(query);
      }}
      {...(onQueryChange ? { filter: null } : {})}
    >
      <BaseCombobox.InputGroup className={cn("relative", className)}>
        <BaseCombobox.Input
          aria-label={rest["aria-label"]}
          placeholder={placeholder}
          className={cn(controlStyles, "h-8 pr-8")}
        />
        {/* For the pointer only: it would bear the field's own name, and the field opens the list by itself. */}
        <BaseCombobox.Trigger
          aria-hidden="true"
          tabIndex={-1}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-faint"
        >
          <ChevronsUpDown aria-hidden="true" className="size-3.5" />
        </BaseCombobox.Trigger>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner className="z-50 outline-hidden" sideOffset={4}>
          <BaseCombobox.Popup
            className={cn(
              popupStyles,
              "w-max max-w-[min(20rem,var(--available-width))] min-w-(--anchor-width) p-1",
            )}
          >
            <BaseCombobox.Status className="px-2 py-1 text-xs text-faint empty:hidden">
              {searching ? "Searching…" : null}
            </BaseCombobox.Status>
            <BaseCombobox.Empty className="px-2 py-1.5 text-xs text-muted empty:hidden">
              {searching ? null : emptyText}
            </BaseCombobox.Empty>
            <BaseCombobox.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto empty:hidden">
              {(item: Item) => (
                <BaseCombobox.Item key={item.id} value={item} className={popupItemStyles}>
                  <span className="flex size-4 shrink-0 items-center justify-center">
                    <BaseCombobox.ItemIndicator>
                      <Check aria-hidden="true" className="size-3.5" />
                    </BaseCombobox.ItemIndicator>
                  </span>
                  <span className="min-w-0">
                    <span className="block truncate">{item.label}</span>
                    {item.detail ? (
                      <span className="block truncate text-xs text-muted">{item.detail}</span>
                    ) : null}
                  </span>
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}
