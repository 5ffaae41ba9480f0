"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

import { cn } from "#components/ui/cn.ts";
import { popupStyles } from "#components/ui/popup-styles.ts";

export interface PopoverProps {
  trigger: ReactElement;
  /** Names the layer; shown unless `titleHidden`. */
  title: string;
  titleHidden?: boolean | undefined;
  align?: "start" | "center" | "end" | undefined;
  /** Opens on hover too, for explanations; the press and the keyboard always work. */
  openOnHover?: boolean | undefined;
  /** Only where whoever uses it has to close it, as after following a link in it. */
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A small layer beside its trigger for more than a sentence. */
export function Popover({
  trigger,
  title,
  titleHidden = false,
  align = "start",
  openOnHover = false,
  open,
  onOpenChange,
  className,
  children,
}: PopoverProps) {
  return (
    <BasePopover.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      <BasePopover.Trigger render={trigger} openOnHover={openOnHover} />
      <BasePopover.Portal>
        <BasePopover.Positioner className="z-50" sideOffset={6} align={align}>
          <BasePopover.Popup
            data-edge=""
            className={cn(
              popupStyles,
              "max-h-(--available-height) max-w-[min(24rem,var(--available-width))] overflow-y-auto p-3",
              className,
            )}
          >
            <BasePopover.Title className={titleHidden ? "sr-only" : "mb-1.5 text-sm font-semibold"}>
              {title}
            </BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
