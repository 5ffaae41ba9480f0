"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode, RefObject } from "react";

import { buttonStyles } from "#components/ui/button-styles.ts";
import { cn } from "#components/ui/cn.ts";
import {
  overlayBodyStyles,
  overlayFooterStyles,
  overlayHeaderStyles,
  scrimStyles,
} from "#components/ui/overlay-styles.ts";

export interface SheetProps {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  trigger?: ReactElement | undefined;
  title: ReactNode;
  description?: ReactNode;
  /** Stays in view under the scrolling content. */
  footer?: ReactNode;
  size?: "md" | "lg" | "xl" | undefined;
  initialFocus?: RefObject<HTMLElement | null> | undefined;
  children: ReactNode;
}

const widths = { md: "max-w-md", lg: "max-w-2xl", xl: "max-w-4xl" } as const;

/** A panel from the right for a form or a decision; on a narrow screen it is the whole page. */
export function Sheet({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  size = "lg",
  initialFocus,
  children,
}: SheetProps) {
  return (
    <BaseDialog.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger ? <BaseDialog.Trigger render={trigger} /> : null}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={scrimStyles} />
        <BaseDialog.Popup
          {...(initialFocus ? { initialFocus } : {})}
          data-edge=""
          className={cn(
            "fixed inset-y-0 right-0 z-50 flex w-full flex-col bg-raised text-sm text-fg shadow-overlay outline-hidden short:overflow-y-auto",
            "transition-[opacity,translate] duration-150 ease-out data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0",
            widths[size],
          )}
        >
          <header className={cn(overlayHeaderStyles, "border-b")}>
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
              {description ? (
                <BaseDialog.Description render={<div />} className="mt-0.5 text-sm text-muted">
                  {description}
                </BaseDialog.Description>
              ) : null}
            </div>
            <BaseDialog.Close
              className={buttonStyles({ variant: "ghost", size: "icon-sm" })}
              aria-label="Close"
            >
              <X aria-hidden="true" className="size-4" />
            </BaseDialog.Close>
          </header>
          <div className={cn(overlayBodyStyles, "pt-4 short:flex-none short:overflow-visible")}>
            {children}
          </div>
          {footer ? <footer className={overlayFooterStyles}>{footer}</footer> : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
